import { Button, Textarea } from '@mantine/core'
import { memo } from 'react'
import type { Id, ReviewCase } from '../../api/types'
import { useHub, usePeople } from '../../app/hub'
import type { Act } from '../../app/useAct'
import { useFields } from '../../app/useFields'
import { NOTHING_TO_DO } from '../../ui/nothingToDo'
import { clock, fullInstant } from '../../ui/time'
import { TooLate } from '../../ui/TooLate'
import classes from './Review.module.css'

interface Props {
  caseId: Id
  notes: ReviewCase['notes']
  phase: ReviewCase['phase']
  act?: Act | undefined
}

const NOTHING = { text: '' }

/** What was noted on a case, and a field for more where something can be done. While opinions are given unseen nothing is noted: it would colour them. */
export const Notes = memo(function Notes({ caseId, notes, phase, act }: Props) {
  const people = usePeople()
  const { me } = useHub()
  const form = useFields(`note:${caseId}`, NOTHING)
  const { fields: { text }, isSending, set, clear, send } = form
  // Of a case that is over the document says what was noted.
  if (phase === 'closed') return act && text && !notes.some(n => n.by === me.id && n.text === text.trim()) ? <TooLate name="Not noted" why="the case was closed while you wrote" text={text} drop={clear} /> : null
  if (!act && notes.length === 0) return null
  return (
    <section aria-label="Notes" className={classes.notes}>
      <h3>Notes</h3>
      {notes.length > 0 && (
        <ul>{notes.map((n, i) => <li key={i}><span className={classes.quiet}><time dateTime={n.at} title={fullInstant(n.at)}>{clock(n.at)}</time> {people.short(n.by)}:</span> {n.text}</li>)}</ul>
      )}
      {phase === 'opinions' && <p className={classes.quiet}>While opinions are given nothing is noted.{act && text && ' What you began is kept.'}</p>}
      {phase !== 'opinions' && act && (
        <form onSubmit={e => { e.preventDefault(); if (text.trim()) void send(() => act({ type: 'noteOnCase', caseId, text: text.trim() }, form)) }}>
          <Textarea aria-label="A note for all" placeholder="A note for all" autosize minRows={1} maxRows={6} maxLength={1000} readOnly={isSending} value={text} onChange={e => set({ text: e.currentTarget.value })} />
          <Button type="submit" variant="default" {...!text.trim() && NOTHING_TO_DO}>Note it</Button>
        </form>
      )}
    </section>
  )
})
