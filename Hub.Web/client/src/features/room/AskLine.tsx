import { Button } from '@mantine/core'
import { IconArrowBackUp, IconCheck, IconCircleCheck, IconCircleOff, IconHelpCircle, IconHourglass } from '@tabler/icons-react'
import type { Message } from '../../api/types'
import { useHub, type People } from '../../app/hub'
import { capital, sentence } from '../../ui/names'
import { dueWords, fullInstant } from '../../ui/time'
import classes from './Message.module.css'
import { useDeeds } from './useRoom'

/** The closed loop under a message that expects something: how far it is, for whom it waits, and my own answer in place. */
export function AskLine({ message: m, people }: { message: Message; people: People }) {
  const { me } = useHub()
  const deeds = useDeeds()
  if (m.unclear) return <Unclear message={m} people={people} />
  if (!m.expects || m.expects.from.length === 0 || (m.expects.kind !== 'acknowledge' && m.expects.kind !== 'reply')) return null
  if (m.closed) return <p className={classes.ask}><IconCircleOff size={16} aria-hidden /><span>{m.closed.by === me.id ? 'You no longer wait for it' : `${people.short(m.closed.by)} no longer waits for it`}</span></p>
  const reply = m.expects.kind === 'reply'
  const all = m.expects.from.length
  const mine = m.open.includes(me.id)
  const given = all - m.open.length
  const what = reply ? 'answered' : 'acknowledged'
  const due = m.expects.dueAt && m.open.length > 0 ? dueWords(m.expects.dueAt) : null
  const others = m.open.filter(u => u !== me.id).map(people.short)
  const waits = mine ? [...others, 'you'] : others
  if (m.open.length === 0) {
    const words = all === 1 ? `${capital(what)} by ${m.expects.from[0] === me.id ? 'you' : people.short(m.expects.from[0]!)}` : all === 2 ? `Both ${what}` : `All ${all} ${what}`
    return <p className={classes.ask} data-state="done"><IconCircleCheck size={16} aria-hidden /><span>{words}</span></p>
  }
  return (
    <div className={classes.ask} data-state={due?.late ? 'late' : 'open'}>
      <IconHourglass size={15} aria-hidden />
      <span>
        {all > 1 && <span className="figures">{given} of {all} {what} · </span>}
        {all > 1 ? 'waiting' : 'Waiting'} for {sentence(waits)}{reply ? ' to answer' : all === 1 ? ' to acknowledge' : ''}
        {m.handedOn && m.handedOn.length > 0 && <> · handed on by {people.short(m.handedOn.at(-1)!.by)}</>}
        {due && <> · <time dateTime={m.expects.dueAt!} title={fullInstant(m.expects.dueAt!)}>{due.words}</time></>}
      </span>
      {mine && (
        <Button
          size="compact-md" h={36} variant="filled" leftSection={reply ? <IconArrowBackUp size={16} aria-hidden /> : <IconCheck size={16} aria-hidden />}
          onClick={() => (reply ? deeds.reply(m) : void deeds.send({ type: 'acknowledge', seq: m.seq }))}
        >
          {reply ? 'Answer' : 'Acknowledge'}
        </Button>
      )}
    </div>
  )
}

/** Somebody did not understand the message: its author makes it clear, by an edit or a reply. */
function Unclear({ message: m, people }: { message: Message; people: People }) {
  const { me } = useHub()
  const deeds = useDeeds()
  const mine = m.author === me.id
  return (
    <div className={classes.ask} data-state="late">
      <IconHelpCircle size={16} aria-hidden />
      <span>{m.unclear!.by === me.id ? 'You asked' : `${people.short(m.unclear!.by)} asks`} {mine ? 'you' : people.short(m.author)} to make this clear</span>
      {mine && <Button size="compact-md" h={36} leftSection={<IconArrowBackUp size={16} aria-hidden />} onClick={() => deeds.reply(m)}>Make it clear</Button>}
      {m.unclear!.by === me.id && <Button size="compact-md" h={36} variant="default" onClick={() => void deeds.send({ type: 'closeAsk', seq: m.seq })}>It is clear now</Button>}
    </div>
  )
}
