import { Button } from '@mantine/core'
import { IconArrowBackUp, IconCheck, IconCircleCheck, IconCircleOff, IconHelpCircle, IconHourglass } from '@tabler/icons-react'
import { useStore } from 'zustand'
import type { Id, Message, RoomRole } from '../../api/types'
import { useHub, type People } from '../../app/hub'
import type { LiveRoom } from '../../sync/liveRoom'
import { capital, sentence } from '../../ui/names'
import { dueWords, fullInstant } from '../../ui/time'
import { SnoozeMenu } from '../nudges/SnoozeMenu'
import { nameOf as placeName, nudgedWords, placeOf } from '../nudges/words'
import classes from './Message.module.css'
import { useDeeds } from './useRoom'

/** The closed loop under a message that expects something: how far it is, for whom it waits, and my own answer in place. */
export function AskLine({ message: m, room, people }: { message: Message; room: LiveRoom; people: People }) {
  const { me } = useHub()
  const deeds = useDeeds()
  const roles = useStore(room.view, v => v.room.roles)
  if (m.unclear) return <Unclear message={m} people={people} />
  if (!m.expects || (m.expects.kind !== 'acknowledge' && m.expects.kind !== 'reply')) return null
  if (m.closed) return <p className={classes.ask}><IconCircleOff size={16} aria-hidden /><span>{m.closed.by === me.id ? 'You no longer wait for it' : `${people.short(m.closed.by)} no longer waits for it`}</span></p>
  const reply = m.expects.kind === 'reply'
  const vacant = (m.openRoles ?? []).filter(r => r.holder === null)
  const waited = m.open.length + vacant.length
  const all = Math.max(m.expects.from.length, waited, 1)
  const place = placeOf(m, me.id)
  const mine = m.open.includes(me.id) || place !== undefined
  const given = all - waited
  const what = reply ? 'answered' : 'acknowledged'
  const due = m.expects.dueAt && waited > 0 ? dueWords(m.expects.dueAt) : null
  const others = [...m.open.filter(u => u !== me.id).map(u => nameOf(m, u, roles, people) + nudgedWords(m, u)), ...vacant.map(r => `${roleName(roles, r.id)} (nobody is on duty)`)]
  const waits = m.open.includes(me.id) ? [...others, 'you'] : others
  if (waited === 0) {
    const by = reply ? m.expects.from[0] : m.acknowledged.at(-1)?.userId ?? m.expects.from[0]
    const words = all === 1 ? `${capital(what)}${by ? ` by ${by === me.id ? 'you' : people.short(by)}` : ''}` : all === 2 ? `Both ${what}` : `All ${all} ${what}`
    return <p className={classes.ask} data-state="done"><IconCircleCheck size={16} aria-hidden /><span>{words}</span></p>
  }
  return (
    <div className={classes.ask} data-state={due?.late ? 'late' : 'open'}>
      <IconHourglass size={15} aria-hidden />
      <span>
        {all > 1 && <span className="figures">{given} of {all} {what} · </span>}
        {all > 1 ? 'waiting' : 'Waiting'} for {sentence(waits)}{reply ? ' to answer' : all === 1 ? ' to acknowledge' : ''}
        {m.handedOn && m.handedOn.length > 0 && <> · handed on by {people.short(m.handedOn.at(-1)!.by)}</>}
        {place && <> · you are asked in the place of {placeName(place, people, roles)}</>}
        {due && <> · <time dateTime={m.expects.dueAt!} title={fullInstant(m.expects.dueAt!)}>{due.words}</time></>}
      </span>
      {mine && (
        <Button
          size="compact-md" h={36} variant="filled" leftSection={reply ? <IconArrowBackUp size={16} aria-hidden /> : <IconCheck size={16} aria-hidden />}
          onClick={() => (reply ? deeds.reply(m) : void deeds.act({ type: 'acknowledge', seq: m.seq }))}
        >
          {reply ? 'Answer' : 'Acknowledge'}
        </Button>
      )}
      {mine && <SnoozeMenu priority={m.priority} since={m.at} dueAt={m.expects.dueAt} height={36} pick={minutes => void deeds.act({ type: 'snooze', seq: m.seq, minutes })} />}
    </div>
  )
}

/** "Ward 4 on call (Dr. Chen)" for who is asked on a role's account. */
function nameOf(m: Message, user: Id, roles: readonly RoomRole[], people: People): string {
  const role = m.openRoles?.find(r => r.holder === user)
  return role ? `${roleName(roles, role.id)} (${people.short(user)})` : people.short(user)
}

function roleName(roles: readonly RoomRole[], id: Id): string {
  return roles.find(r => r.id === id)?.name ?? 'A role'
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
      {m.unclear!.by === me.id && <Button size="compact-md" h={36} variant="default" onClick={() => void deeds.act({ type: 'closeAsk', seq: m.seq })}>It is clear now</Button>}
    </div>
  )
}
