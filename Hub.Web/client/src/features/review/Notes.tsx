import { Button, Textarea } from '@mantine/core'
import { memo } from 'react'
import type { Id, ReviewCase } from '../../api/types'
import { usePeople } from '../../app/hub'
import type { Act } from '../../app/useAct'
import { clock, fullInstant } from '../../ui/time'
import { useFields } from '../talk/useDraft'
import classes from './Review.module.css'
import { TooLate } from './TooLate'

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
  const { fields: { text }, isSending, set, clear, send, sent } = useFields(`note:${caseId}`, NOTHING)
  const add = async () => { if (await act?.({ type: 'noteOnCase', caseId, text: text.trim() })) sent() }
  // Of a case that is over the document says what was noted.
  if (phase === 'closed') return act && text ? <TooLate name="Not noted" title="Not noted: the case was closed while you wrote" text={text} drop={clear} /> : null
  if (!act && notes.length === 0) return null
  return (
    <section aria-label="Notes" className={classes.notes}>
      <h3>Notes</h3>
      {notes.length > 0 && (
        <ul>{notes.map((n, i) => <li key={i}><span className={classes.quiet}><time dateTime={n.at} title={fullInstant(n.at)}>{clock(n.at)}</time> {people.short(n.by)}:</span> {n.text}</li>)}</ul>
      )}
      {phase === 'opinions' && <p className={classes.quiet}>While opinions are given nothing is noted.{act && text && ' What you began is kept.'}</p>}
      {phase !== 'opinions' && act && (
        <form onSubmit={e => { e.preventDefault(); if (text.trim() && !isSending) void send(add) }}>
          <Textarea aria-label="A note for all" placeholder="A note for all" autosize minRows={1} maxRows={6} maxLength={1000} readOnly={isSending} value={text} onChange={e => set({ text: e.currentTarget.value })} />
          <Button type="submit" variant="default" loading={isSending} disabled={!text.trim()}>Note it</Button>
        </form>
      )}
    </section>
  )
})
