import { ActionIcon, Tooltip } from '@mantine/core'
import { IconCalendarHeart, IconChevronLeft, IconLayoutSidebarRight, IconSearch } from '@tabler/icons-react'
import { Link, useLocation } from 'wouter'
import { useStore } from 'zustand'
import type { Id } from '../../api/types'
import { roomName, useHub, usePeople, useRooms } from '../../app/hub'
import type { LiveRoom } from '../../sync/liveRoom'
import { count } from '../../ui/names'
import { PersonAvatar } from '../../ui/PersonAvatar'
import { lookFor } from '../search/lookFor'
import classes from './Room.module.css'

interface Props {
  room: LiveRoom
  id: Id
  details: boolean
  toggleDetails: () => void
}

/** Title, who is here now, and the way to the details. */
export function RoomHeader({ room, id, details, toggleDetails }: Props) {
  const { me } = useHub()
  const people = usePeople()
  const [, go] = useLocation()
  const { phase, room: state, present } = useStore(room.view)
  const summary = useRooms().rooms.find(r => r.id === id)
  const known = phase === 'ready' ? { title: state.title, members: state.members.map(m => m.userId) } : summary
  const others = present.filter(u => u !== me.id)
  const here = others.length > 0 ? `${count(known?.members.length ?? 0, 'member')} · ${others.length} here now` : count(known?.members.length ?? 0, 'member')
  return (
    <header className={classes.header}>
      <Link to="/rooms" className={classes.goBack!} aria-label="Back to the rooms"><IconChevronLeft size={24} stroke={1.8} aria-hidden /></Link>
      <div className={classes.heading}>
        <h1>{known ? roomName(known, me.id, people) : '\u00a0'}</h1>
        <p>{known ? here : '\u00a0'}</p>
      </div>
      <ul className={classes.here} aria-label="Here now">
        {others.slice(0, 5).map(userId => (
          <li key={userId}>
            <Tooltip label={people.full(userId)} events={{ hover: true, focus: true, touch: true }}>
              <span tabIndex={0} role="img" aria-label={people.full(userId)}><PersonAvatar name={people.full(userId)} discipline={people.get(userId)?.discipline} size={32} present /></span>
            </Tooltip>
          </li>
        ))}
      </ul>
      {state.kind === 'feedbackSeries' && (
        <Tooltip label="Its sessions"><ActionIcon aria-label="Its sessions" onClick={() => go(`/sessions/${id}`)}><IconCalendarHeart size={21} stroke={1.7} aria-hidden /></ActionIcon></Tooltip>
      )}
      <Tooltip label="Search in this room">
        <ActionIcon aria-label="Search in this room" onClick={() => { lookFor({ room: id }); go('/search') }}><IconSearch size={21} stroke={1.7} aria-hidden /></ActionIcon>
      </Tooltip>
      <Tooltip label={details ? 'Hide the details' : 'Members and details'}>
        <ActionIcon aria-label="Members and details" aria-expanded={details} onClick={toggleDetails}><IconLayoutSidebarRight size={22} stroke={1.7} aria-hidden /></ActionIcon>
      </Tooltip>
    </header>
  )
}
