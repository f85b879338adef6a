import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useHub } from '../../app/hub'
import type { Id } from '../../api/types'
import classes from './Room.module.css'

/** What was begun in a room that one is not in any more: it is its author's still, and can be taken elsewhere. */
export function KeptDraft({ id }: { id: Id }) {
  const { drafts } = useHub()
  const [text, setText] = useState('')
  useEffect(() => {
    let here = true
    void drafts.flush().catch(() => { /* it stands in memory then */ }).then(() => drafts.read(id)).then(kept => { if (here) setText(kept) }).catch(() => { /* no draft then */ })
    return () => { here = false }
  }, [drafts, id])
  if (!text) return null
  const discard = () => { drafts.write(id, ''); setText('') }
  return (
    <section className={classes.draft} aria-label="What you had begun to write">
      <p>You had begun to write:</p>
      <blockquote>{text}</blockquote>
      <Button size="compact-md" h={44} variant="default" onClick={() => void navigator.clipboard.writeText(text)}>Copy the text</Button>
      <Button size="compact-md" h={44} variant="subtle" color="gray" onClick={discard}>Discard</Button>
    </section>
  )
}
