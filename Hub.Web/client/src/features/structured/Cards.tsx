import { Checkbox } from '@mantine/core'
import { IconArrowsExchange, IconCircleCheck, IconClipboardText, IconHourglass, IconReportMedical } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Message } from '../../api/types'
import { useHub, type People } from '../../app/hub'
import { capital } from '../../ui/names'
import { atTime, dueWords, fullInstant } from '../../ui/time'
import { useDeeds } from '../room/useRoom'
import { Answer } from './Answer'
import classes from './Structured.module.css'

interface Props {
  message: Message
  people: People
}

/** A structured message as a card with its fields' names, what was done about it, and what is mine to do. */
export function Card({ message, people, id }: Props & { id: string }) {
  return (
    <section className={classes.card} id={id}>
      {message.sbar && <SbarCard sbar={message.sbar} />}
      {message.criticalResult && <ResultCard message={message} people={people} />}
      {message.handoff && <HandoffCard message={message} people={people} />}
    </section>
  )
}

function SbarCard({ sbar }: { sbar: NonNullable<Message['sbar']> }) {
  return (
    <>
      <p className={classes.kind}><IconClipboardText size={16} aria-hidden />SBAR</p>
      <Fields of={[['Situation', sbar.situation], ['Background', sbar.background], ['Assessment', sbar.assessment], ['Recommendation', sbar.recommendation]]} />
    </>
  )
}

function ResultCard({ message: m, people }: Props) {
  const { me } = useHub()
  const deeds = useDeeds()
  const r = m.criticalResult!
  const last = r.readBacks.at(-1)
  const understood = last !== undefined && last.checkedAt !== null && last.correction === null
  const mine = m.open.includes(me.id)
  const toConfirm = mine && last !== undefined && last.checkedAt === null
  return (
    <>
      <p className={classes.kind}><IconReportMedical size={16} aria-hidden />Critical result</p>
      <Fields of={[['Result', r.result], ['Told by', r.toldBy], ['Told to', people.full(r.toldTo)], ['At', <At key="at" at={r.at} />]]} />
      {r.readBacks.map((back, i) => (
        <p key={i} className={classes.step}>
          <span><b>{people.short(back.by)}</b> read back <At at={back.at} /></span><q>{back.text}</q>
          {back.correction !== null && <><span><b>{people.short(m.author)}</b> corrected</span><q>{back.correction}</q></>}
        </p>
      ))}
      {understood && <p className={classes.step} data-state="done"><IconCircleCheck size={16} aria-hidden />Read back and confirmed</p>}
      {!understood && m.open.length > 0 && !mine && <p className={classes.step} data-state="open"><IconHourglass size={15} aria-hidden />Waiting for {people.short(m.open[0]!)} to {last && last.checkedAt === null ? 'confirm the read-back' : 'read it back'}</p>}
      {mine && !toConfirm && <Answer place={`${m.id}:readBack`} label="Read back" hint="The result as you have understood it, with its unit." send="Read back" give={(text, place) => deeds.send({ type: 'readBack', seq: m.seq, text }, place)} />}
      {toConfirm && (
        <Answer
          place={`${m.id}:correct`} label="Correct it" hint="Only if it was not understood: what is right." send="Correct" give={(text, place) => deeds.send({ type: 'correctReadBack', seq: m.seq, text }, place)}
          instead={{ name: 'Confirm: that is right', act: () => void deeds.act({ type: 'confirmReadBack', seq: m.seq }) }}
        />
      )}
    </>
  )
}

function HandoffCard({ message: m, people }: Props) {
  const { me } = useHub()
  const deeds = useDeeds()
  const h = m.handoff!
  const accepted = h.acceptedBy !== null
  const receiving = !accepted && m.open.includes(me.id)
  const ticks = accepted ? m.open.includes(me.id) : m.author === me.id
  return (
    <>
      <p className={classes.kind}><IconArrowsExchange size={16} aria-hidden />I-PASS handoff to {people.short(h.to)}<b data-severity={h.illnessSeverity}>{capital(h.illnessSeverity)}</b></p>
      <Fields of={[
        ['Patient summary', h.patientSummary],
        h.actions.length > 0 && ['Actions', (
          <ul key="actions" className={classes.actions}>
            {h.actions.map((a, i) => (
              <li key={i}>
                <Checkbox label={a.what} checked={a.doneBy !== null} disabled={a.doneBy !== null || !ticks} onChange={() => void deeds.act({ type: 'tickAction', seq: m.seq, action: i })} />
                {a.doneBy !== null ? <time dateTime={a.doneAt!} title={fullInstant(a.doneAt!)}>done by {people.short(a.doneBy)} {atTime(a.doneAt!)}</time> : a.due && <time dateTime={a.due} title={fullInstant(a.due)}>{dueWords(a.due).words}</time>}
              </li>
            ))}
          </ul>
        )],
        ['Situation awareness', h.situationAwareness],
      ]}
      />
      {h.synthesis && <p className={classes.step}><span><b>{people.short(h.synthesis.by)}</b> understood <At at={h.synthesis.at} /></span><q>{h.synthesis.text}</q></p>}
      {accepted
        ? <p className={classes.step} data-state="done"><IconCircleCheck size={16} aria-hidden />Accepted by {h.acceptedBy === me.id ? 'you' : people.short(h.acceptedBy!)} <At at={h.acceptedAt!} /></p>
        : m.open.length > 0 && !receiving && <p className={classes.step} data-state="open"><IconHourglass size={15} aria-hidden />Waiting for {people.short(m.open[0]!)} to {h.synthesis ? 'accept' : 'say what was understood'}</p>}
      {receiving && (
        <Answer
          place={`${m.id}:synthesis`} label={h.synthesis ? 'Write the synthesis anew' : 'Synthesis'} hint="What you have understood, in your own words. Then accept." send="Read back"
          give={(text, place) => deeds.send({ type: 'synthesizeHandoff', seq: m.seq, text }, place)}
          instead={h.synthesis?.by === me.id ? { name: 'Accept the handoff', act: () => void deeds.act({ type: 'acceptHandoff', seq: m.seq }) } : undefined}
        />
      )}
    </>
  )
}

function Fields({ of }: { of: readonly (readonly [string, ReactNode] | false)[] }) {
  return <dl className={classes.fields}>{of.map(field => field && <div key={field[0]} style={{ display: 'contents' }}><dt>{field[0]}</dt><dd>{field[1]}</dd></div>)}</dl>
}

function At({ at }: { at: string }) {
  return <time dateTime={at} title={fullInstant(at)}>{atTime(at)}</time>
}
