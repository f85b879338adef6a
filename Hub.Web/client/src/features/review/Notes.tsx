import { Button, Textarea } from '@mantine/core'
import { memo, useState } from 'react'
import type { Id, ReviewCase } from '../../api/types'
import { usePeople } from '../../app/hub'
import { clock, fullInstant } from '../../ui/time'
import classes from './Review.module.css'
import type { Act } from './useReview'

interface Props {
  caseId: Id
  notes: ReviewCase['notes']
  /** Opinions are being given. */
  blind: boolean
  act?: Act | undefined
}

/** What was noted on a case, and a field for more where something can be done. While opinions are given unseen nothing is noted: it would colour them. */
export const Notes = memo(function Notes({ caseId, notes, blind, act }: Props) {
  const people = usePeople()
  const [text, setText] = useState('')
  if (!act && notes.length === 0) return null
  const add = async () => { if (await act?.({ type: 'noteOnCase', caseId, text: text.trim() })) setText('') }
  return (
    <section aria-label="Notes" className={classes.notes}>
      <h3>Notes</h3>
      {notes.length > 0 && (
        <ul>{notes.map((n, i) => <li key={i}><span className={classes.quiet}><time dateTime={n.at} title={fullInstant(n.at)}>{clock(n.at)}</time> {people.short(n.by)}:</span> {n.text}</li>)}</ul>
      )}
      {blind
        ? <p className={classes.quiet}>While opinions are given nothing is noted.</p>
        : act && (
          <form onSubmit={e => { e.preventDefault(); if (text.trim()) void add() }}>
            <Textarea aria-label="A note for all" placeholder="A note for all" autosize minRows={1} maxRows={6} maxLength={1000} value={text} onChange={e => setText(e.currentTarget.value)} />
            <Button type="submit" variant="default" disabled={!text.trim()}>Note it</Button>
          </form>
        )}
    </section>
  )
})
