import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Id } from '../../api/types'
import { useDraft } from '../../app/useDraft'
import classes from './Room.module.css'

/** What was begun in a room that one is not in any more: it is its author's still, and can be taken elsewhere. */
export function KeptDraft({ id }: { id: Id }) {
  const { text, write } = useDraft(id)
  const [copied, setCopied] = useState<boolean | null>(null)
  if (!text) return null
  // Where the page is not served securely there is no clipboard.
  const copy = () => void Promise.resolve(navigator.clipboard).then(c => c.writeText(text)).then(() => setCopied(true), () => setCopied(false))
  return (
    <section className={classes.draft} aria-label="What you had begun to write">
      <p>You had begun to write:</p>
      <blockquote>{text}</blockquote>
      <Button size="compact-md" h={44} variant="default" onClick={copy}>Copy the text</Button>
      <Button size="compact-md" h={44} variant="subtle" color="gray" onClick={() => write('')}>Discard</Button>
      <p role="status">{copied === true ? 'Copied.' : copied === false ? 'This browser does not let it be copied. Select the text instead.' : ''}</p>
    </section>
  )
}
