import { Button, Textarea } from '@mantine/core'
import { useRef, useState } from 'react'
import { NOT_SENT, useDraft } from '../../app/useDraft'
import { isTooLong, TOO_LONG } from '../talk/longest'
import classes from './Structured.module.css'

interface Props {
  /** Where what is begun is kept. */
  place: string
  label: string
  hint: string
  send: string
  /** @param place what is sent ends the draft that was there */
  give: (text: string, place: string) => Promise<void>
  /** The one step that needs no words; it is the primary one then. */
  instead?: { name: string; act: () => void } | undefined
}

/** An answer in words inside a card. What was begun survives a reload. */
export function Answer({ place, label, hint, send, give, instead }: Props) {
  const draft = useDraft(place)
  const [problem, setProblem] = useState<string | null>(null)
  const form = useRef<HTMLFormElement>(null)
  const body = draft.text.trim()
  const why = problem ?? draft.back?.why
  const submit = () => {
    if (!body) return
    if (isTooLong(body)) return setProblem(TOO_LONG)
    const message = form.current?.closest<HTMLElement>('[role=article]')
    // The field goes, and comes again where it was not kept.
    const focus = (find: () => HTMLElement | null | undefined) => requestAnimationFrame(() => { if (document.activeElement === document.body) find()?.focus({ preventScroll: true }) })
    give(body, place).then(() => focus(() => message), () => {
      draft.putBack(body, NOT_SENT)
      focus(() => message?.querySelector('form textarea'))
    })
    draft.leave()
  }
  return (
    <form ref={form} className={classes.answer} onSubmit={e => { e.preventDefault(); submit() }}>
      <Textarea
        label={label} description={hint} autosize minRows={2} maxRows={8} value={draft.text} error={why && <span role="alert">{why}</span>}
        onChange={e => { setProblem(null); draft.write(e.currentTarget.value) }}
      />
      <div>
        {instead && <Button h={44} onClick={instead.act}>{instead.name}</Button>}
        <Button h={44} type="submit" variant={instead ? 'default' : 'filled'} disabled={!body}>{send}</Button>
      </div>
    </form>
  )
}
