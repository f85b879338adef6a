import { Button, Text } from '@mantine/core'
import { IconAlertTriangle, IconPrinter, IconShieldCheck } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api } from '../../api/routes'
import type { Id, ReviewCase, ReviewMinutes } from '../../api/types'
import { useHub, usePeople, useRooms } from '../../app/hub'
import { capital, sentence } from '../../ui/names'
import { clock, datedDay, fullInstant } from '../../ui/time'
import { problemWords } from '../../ui/problemWords'
import { OutcomeForm } from '../followup/OutcomeForm'
import { Decision } from '../review/Decision'
import { Revealed } from '../review/Revealed'
import review from '../review/Review.module.css'
import { TakenOut } from '../review/TakenOut'
import { lengthWords } from '../review/useClock'
import { phaseWords } from '../review/words'
import { AfterNav } from './AfterNav'
import { ExportMenu } from './ExportMenu'
import classes from './Minutes.module.css'
import { SignatureList, Signatures } from './Signatures'

/** What the journal says of a review, as a document to read, sign, print and take along. */
export default function MinutesPage({ id }: { id: Id }) {
  const client = useQueryClient()
  const head = useRooms().rooms.find(r => r.id === id)?.head
  const { data: m, error } = useQuery({ queryKey: ['minutes', id], queryFn: () => api.minutes(id), gcTime: 0 })
  const again = () => void client.invalidateQueries({ queryKey: ['minutes', id] })
  useEffect(() => { void client.invalidateQueries({ queryKey: ['minutes', id] }) }, [client, id, head])
  if (error && !m) return <Text p="lg" role="alert">{problemWords(error)}</Text>
  if (!m) return <Text p="lg" role="status" c="var(--hub-quiet)">Reading the minutes</Text>
  const gone = m.before !== null && m.cases.length === 0
  return (
    <div className={classes.scroll}>
      <article className={classes.page}>
        <div className={classes.noPrint}><AfterNav id={id} /></div>
        <h1>{m.title}</h1>
        {m.before && <Before of={m.before} />}
        {!gone && <Top id={id} minutes={m} />}
        {m.fault && <Fault of={m} />}
        {m.cases.map((c, i) => <CaseMinutes key={c.caseId} id={id} of={c} number={i + 1} held={heldAt(m)} chair={m.chair} done={again} />)}
        {m.cases.length === 0 && !gone && <Text c="var(--hub-quiet)">No case was on the agenda.</Text>}
        {!gone && <Signatures id={id} minutes={m} done={again} />}
      </article>
    </div>
  )
}

/** When its first case began; until one has, when the review was made. */
function heldAt(m: ReviewMinutes): string {
  return m.cases.map(c => c.startedAt).filter(at => at != null).sort()[0] ?? m.createdAt
}

/** When it was held, who was there, and ways to take it along. */
function Top({ id, minutes: m }: { id: Id; minutes: ReviewMinutes }) {
  const people = usePeople()
  const held = heldAt(m)
  return (
    <>
      <p className={classes.meta}><time dateTime={held} title={fullInstant(held)}>{datedDay(held)}</time> · Chair: {sentence(m.chairs.map(people.full), 6)}</p>
      <p className={classes.meta}>Present: {m.attended.length === 0 ? 'nobody yet' : m.attended.map(a => `${people.full(a.userId)} (${a.discipline.toLowerCase()})`).join(', ')}</p>
      <div className={`${classes.tools} ${classes.noPrint}`}>
        <Button variant="default" h={44} leftSection={<IconPrinter size={16} aria-hidden />} onClick={() => print()}>Print</Button>
        <ExportMenu id={id} identified={m.cases.some(c => c.identified && c.startedAt !== null)} />
      </div>
    </>
  )
}

/** A review that is no longer kept: that it was held and who signed it stays. */
function Before({ of: b }: { of: NonNullable<ReviewMinutes['before']> }) {
  return (
    <section aria-label="No longer kept" className={classes.signed}>
      <TakenOut at={b.at} />
      {b.signatures.length > 0 && (
        <>
          <p>Its minutes were signed:</p>
          <SignatureList of={b.signatures} />
          {b.holds
            ? <p className={classes.holds}><IconShieldCheck size={20} aria-hidden /><span>The record is the one that was signed, without what was removed after its time.</span></p>
            : <p className={classes.broken}><IconAlertTriangle size={20} aria-hidden /><span>The record is not the one that was signed.</span></p>}
        </>
      )}
    </section>
  )
}

/** Somebody changed the record from outside: said first, and plainly. */
function Fault({ of: m }: { of: ReviewMinutes }) {
  const { seq, what } = m.fault!
  return (
    <section role="alert" className={classes.fault}>
      <h2><IconAlertTriangle size={20} aria-hidden />This record was changed from outside</h2>
      <p>{seq === 0 ? 'The room’s own entry' : `Event ${seq}`} is not as it was written: {what}. These minutes show what stands before it{m.signing ? '; the names below were put under more than that' : ''}.</p>
      <p>Nothing here was changed by Care Hub. Tell whoever runs it: a backup has the record as it was, and <code>verify</code> names every place.</p>
    </section>
  )
}

function CaseMinutes({ id, of: c, number, held, chair, done }: { id: Id; of: ReviewCase; number: number; held: string; chair: Id | null; done: () => void }) {
  const { me } = useHub()
  const people = usePeople()
  // Its day stands above, unless it was taken up on another one.
  const began = c.startedAt && `began ${datedDay(c.startedAt) === datedDay(held) ? '' : `on ${datedDay(c.startedAt)} `}at ${clock(c.startedAt)}`
  const took = c.startedAt && c.closedAt && lengthWords(Math.max(1, Math.round((Date.parse(c.closedAt) - Date.parse(c.startedAt)) / 60_000)))
  return (
    <section aria-label={`Case ${number}`}>
      <h2 className={review.question}>{number}. {c.question}</h2>
      <p className={classes.meta}>
        {capital([c.presenter && `Presented by ${people.full(c.presenter)}`, c.context, began, took && `took ${took}`, phaseWords[c.phase].toLowerCase(), c.closedBecause].filter(Boolean).join(' · '))}
      </p>
      {c.rounds.length > 0 && <Revealed rounds={c.rounds} />}
      {c.notes.length > 0 && <><h3 className={review.heading}>Notes</h3><ul className={classes.notes}>{c.notes.map((n, i) => <li key={i}><span className={classes.quiet}>{people.short(n.by)}:</span> {n.text}</li>)}</ul></>}
      {c.decision && <Decision of={c.decision} outcome={c.outcome} />}
      {c.decision && c.phase === 'closed' && (me.id === c.decision.ownerId || me.id === chair) && <OutcomeForm room={id} caseId={c.caseId} outcome={c.outcome} done={done} />}
    </section>
  )
}
