import { IconAlertTriangle, IconCalendarHeart, IconHash, IconStethoscope } from '@tabler/icons-react'
import { memo } from 'react'
import { Link } from 'wouter'
import { useStore } from 'zustand'
import type { RoomSummary } from '../../api/types'
import { useHub, usePeople } from '../../app/hub'
import { count } from '../../ui/names'
import { formKinds, formPlace } from '../structured/forms'
import { PersonAvatar } from '../../ui/PersonAvatar'
import { fullInstant, listTime } from '../../ui/time'
import classes from './RoomList.module.css'

export const RoomRow = memo(function RoomRow({ room, name, chosen }: { room: RoomSummary; name: string; chosen: boolean }) {
  // What is being written in the open room is seen there.
  const isBegun = useStore(useHub().begun.view, v => v.places.has(room.id) || formKinds.some(kind => v.places.has(formPlace(room.id, kind)))) && !chosen
  return (
    <Link to={`/rooms/${room.id}`} className={classes.row!} aria-current={chosen ? 'page' : undefined} data-unread={room.unread > 0 || undefined}>
      <Sign room={room} />
      <span className={classes.name}>{name}</span>
      <time className={classes.time} dateTime={room.lastAt} title={fullInstant(room.lastAt)}>{listTime(room.lastAt)}</time>
      <span className={classes.second}>
        {isBegun && <><span className={classes.begun}>Draft</span> · </>}
        {room.tampered ? <span className={classes.tampered}>Record was changed</span>
          : room.waiting > 0 ? <span className={classes.waiting}>{room.waiting === 1 ? 'Waits for you' : `${room.waiting} wait for you`}</span>
          : room.kind === 'direct' ? <Discipline room={room} /> : count(room.members.length, 'member')}
      </span>
      {room.unread > 0 && (
        <span className={classes.unread} data-mentions={room.mentions > 0 || undefined}>
          {room.mentions > 0 && <><span aria-hidden>@ </span><span className="visually-hidden">{room.mentions === 1 ? 'you are mentioned, ' : `${room.mentions} mentions of you, `}</span></>}
          {room.unread > 999 ? '999+' : room.unread}<span className="visually-hidden"> unread</span>
        </span>
      )}
    </Link>
  )
})

function Sign({ room }: { room: RoomSummary }) {
  const { me } = useHub()
  const people = usePeople()
  const other = room.kind === 'direct' ? people.get(room.members.find(id => id !== me.id) ?? me.id) : undefined
  if (other && !room.tampered) return <PersonAvatar name={other.name} discipline={other.discipline} size={36} />
  const Kind = room.tampered ? IconAlertTriangle : room.kind === 'caseReview' ? IconStethoscope : room.kind === 'feedbackSeries' ? IconCalendarHeart : IconHash
  return <span className={classes.sign} aria-hidden><Kind size={19} stroke={1.7} /></span>
}

function Discipline({ room }: { room: RoomSummary }) {
  const { me } = useHub()
  const people = usePeople()
  const others = room.members.filter(id => id !== me.id)
  return <span className={classes.discipline}>{others.length === 1 ? people.get(others[0]!)?.discipline : count(room.members.length, 'person', 'people')}</span>
}
