import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useHub } from '../../app/hub'
import type { Id } from '../../api/types'
import classes from './Room.module.css'

/** What was begun in a room that one is not in any more: it is its author's still, and can be taken elsewhere. */
export function KeptDraft({ id }: { id: Id }) {
  const { drafts } = useHub()
  const [text, setText] = useState('')
  const [copied, setCopied] = useState<boolean | null>(null)
  useEffect(() => {
    let here = true
    void drafts.flush().catch(() => { /* it stands in memory then */ }).then(() => drafts.read(id)).then(kept => { if (here) setText(kept) }).catch(() => { /* no draft then */ })
    return () => { here = false }
  }, [drafts, id])
  if (!text) return null
  const discard = () => { drafts.write(id, ''); setText('') }
  // Where the page is not served securely there is no clipboard.
  const copy = () => void Promise.resolve(navigator.clipboard).then(c => c.writeText(text)).then(() => setCopied(true), () => setCopied(false))
  return (
    <section className={classes.draft} aria-label="What you had begun to write">
      <p>You had begun to write:</p>
      <blockquote>{text}</blockquote>
      <Button size="compact-md" h={44} variant="default" onClick={copy}>Copy the text</Button>
      <Button size="compact-md" h={44} variant="subtle" color="gray" onClick={discard}>Discard</Button>
      <p role="status">{copied === true ? 'Copied.' : copied === false ? 'This browser does not let it be copied. Select the text instead.' : ''}</p>
    </section>
  )
}
