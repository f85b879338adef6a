import { Text } from '@mantine/core'
import { IconAlertTriangleFilled, IconCornerUpLeft, IconExclamationCircle, IconMessages, IconPinFilled } from '@tabler/icons-react'
import { memo } from 'react'
import { useStore } from 'zustand'
import type { Message } from '../../api/types'
import { useHub, type People } from '../../app/hub'
import type { LiveRoom } from '../../sync/liveRoom'
import type { Pending } from '../../sync/outbox'
import { PersonAvatar } from '../../ui/PersonAvatar'
import { count } from '../../ui/names'
import { atTime, clock, dayName, fullInstant } from '../../ui/time'
import { Card } from '../structured/Cards'
import { Files } from '../attachments/Files'
import { fileWords } from '../attachments/words'
import { NudgeTimeline } from '../nudges/NudgeTimeline'
import { MessageText } from '../talk/MessageText'
import { AskLine } from './AskLine'
import { DeliveryLine } from './DeliveryLine'
import classes from './Message.module.css'
import { MessageTools } from './MessageTools'
import { Waiting } from '../talk/Waiting'
import { NotSent } from './NotSent'
import { Reactions } from './Reactions'
import { unsentText } from './overlay'
import type { Row } from './rows'
import { useDeeds } from './useRoom'

interface Props {
  row: Row
  touched: Pending | undefined
  room: LiveRoom
  people: People
}

/** One message, with the day or the "new since" line above it where one belongs. */
export const MessageLine = memo(function MessageLine({ row, touched, room, people }: Props) {
  const at = row.message?.at ?? row.pending!.at
  return (
    <>
      {row.day && <div className={classes.day}><span>{dayName(at)}</span></div>}
      {row.fresh && <div className={classes.fresh}><span>New since {clock(at)}</span></div>}
      {row.message ? <Posted message={row.message} row={row} touched={touched} room={room} people={people} /> : <Unsent pending={row.pending!} row={row} people={people} />}
    </>
  )
})

function Posted({ message: m, row, touched, room, people }: Omit<Props, 'row'> & { message: Message; row: Row }) {
  const { me } = useHub()
  const deeds = useDeeds()
  const roles = useStore(room.view, v => v.room.roles)
  const pinned = useStore(room.view, v => v.room.pins.some(p => p.seq === m.seq))
  const author = people.get(m.author)
  const deleted = m.text === null
  return (
    <div className={classes.message} data-first={row.first || undefined} data-priority={deleted ? undefined : m.priority} data-asks-me={m.open.includes(me.id) || undefined}>
      <div className={classes.side}>
        {row.first ? <PersonAvatar name={people.full(m.author)} discipline={author?.discipline} /> : <time className={classes.sideTime} dateTime={m.at} title={fullInstant(m.at)}>{clock(m.at)}</time>}
      </div>
      <div className={classes.body}>
        <p id={`by-${row.key}`} className={row.first ? classes.by : 'visually-hidden'}>
          <b>{people.full(m.author)}</b>
          {author?.discipline && <span className={classes.discipline}>{author.discipline}</span>}
          <time dateTime={m.at} title={fullInstant(m.at)}>{clock(m.at)}</time>
        </p>
        {m.replyTo !== null && <Quote seq={m.replyTo} people={people} />}
        <PriorityWord priority={m.priority} />
        {pinned && <span className={classes.pinned}><IconPinFilled size={13} aria-hidden />Pinned</span>}
        {deleted
          ? <Text id={`text-${row.key}`} c="var(--hub-quiet)" fs="italic">{m.deletedAt === null ? 'Removed after its time' : m.deletedBy && m.deletedBy !== m.author ? `Deleted by ${people.short(m.deletedBy)}` : 'Message deleted'}</Text>
          : m.sbar || m.criticalResult || m.handoff ? <Card id={`text-${row.key}`} message={m} people={people} />
          : m.text || !m.attachments ? <MessageText id={`text-${row.key}`} message={m} people={people} roles={roles} history={() => deeds.history(m.seq)} /> : <span id={`text-${row.key}`} className="visually-hidden">{fileWords(m.attachments)}</span>}
        {m.attachments && <Files files={m.attachments} />}
        {!deleted && <AskLine message={m} room={room} people={people} />}
        {!deleted && m.nudges && <NudgeTimeline message={m} mine={m.author === me.id} people={people} roles={roles} />}
        <Reactions message={m} people={people} />
        {m.replies && <button type="button" className={classes.replies} onClick={() => deeds.thread(m.seq)}><IconMessages size={15} aria-hidden />{count(m.replies.count, 'reply', 'replies')}<time dateTime={m.replies.lastAt} title={fullInstant(m.replies.lastAt)}>last {atTime(m.replies.lastAt)}</time></button>}
        {row.last && m.author === me.id && !deleted && <DeliveryLine message={m} room={room} />}
        {touched && (touched.refused ? <Waiting pending={touched} /> : <NotSent pending={touched} />)}
      </div>
      {!deleted && <MessageTools message={m} room={room} />}
    </div>
  )
}

function Unsent({ pending, row, people }: { pending: Pending; row: Row; people: People }) {
  const { me } = useHub()
  const posted = pending.command.type === 'postMessage' ? pending.command : null
  const { priority, replyTo, attachments } = posted ?? {}
  const text = unsentText(pending)
  if (text === null) return null
  return (
    <div className={classes.message} data-first={row.first || undefined} data-priority={priority} data-pending={pending.refused === null || undefined}>
      <div className={classes.side}>{row.first && <PersonAvatar name={me.name} discipline={me.discipline} />}</div>
      <div className={classes.body}>
        <p id={`by-${row.key}`} className={row.first ? classes.by : 'visually-hidden'}><b>{me.name}</b><span className={classes.discipline}>{me.discipline}</span><time dateTime={pending.at}>{clock(pending.at)}</time></p>
        {replyTo && <Quote seq={replyTo} people={people} />}
        <PriorityWord priority={priority ?? 'routine'} />
        <MessageText id={`text-${row.key}`} message={text} people={people} />
        {attachments && <p className={classes.delivery}>{count(attachments.length, 'file', 'files')}</p>}
        <NotSent pending={pending} />
      </div>
    </div>
  )
}

function PriorityWord({ priority }: { priority: Message['priority'] }) {
  if (priority === 'routine') return null
  const urgent = priority === 'urgent'
  return <span className={urgent ? classes.urgent : classes.important}>{urgent ? <IconAlertTriangleFilled size={14} aria-hidden /> : <IconExclamationCircle size={15} aria-hidden />}{urgent ? 'Urgent' : 'Important'}</span>
}

function Quote({ seq, people }: { seq: number; people: People }) {
  const deeds = useDeeds()
  const m = deeds.find(seq)
  return (
    <button type="button" className={classes.quote} onClick={() => deeds.goTo(seq)}>
      <IconCornerUpLeft size={14} aria-hidden />
      <span>{m ? <><b>{people.short(m.author)}</b> {m.text === null ? 'Message deleted' : m.text || fileWords(m.attachments)}</> : 'An earlier message'}</span>
    </button>
  )
}
