import { IconHeartHandshake, IconBell, IconClipboardCheck, IconMessages, IconSearch, IconShieldCog, IconSun, IconUserCircle, IconUsersGroup, IconCalendarHeart } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Link, useLocation } from 'wouter'
import type { Me } from '../api/types'
import { useRooms } from '../app/hub'
import { useDecisions } from '../features/followup/useDecisions'
import { useNotices } from '../features/notices/useNotices'
import { RoomListPanel } from '../features/rooms/RoomListPanel'
import { Boundary } from './Boundary'
import { ConnectionLine } from './ConnectionLine'
import { findAnything } from './findAnything'
import classes from './Frame.module.css'
import { useWide } from './useWide'

/** Rail, list and page on a wide screen; page and bottom bar on a phone. Only what exists is offered. */
export function Frame({ me, children }: { me: Me; children: ReactNode }) {
  const [path] = useLocation()
  const inRoom = /^\/rooms\/./.test(path)
  const inRooms = path.startsWith('/rooms')
  const withList = useWide() && inRooms
  return (
    <div className={classes.frame} data-list={withList || undefined} data-room={inRoom || undefined}>
      <a className={classes.skip} href="#page">Skip to the page</a>
      <ConnectionLine />
      <nav className={classes.rail} aria-label="Main">
        <img className={classes.mark} src="/icon.svg" alt="" width={32} height={32} />
        <Entry to="/today" label="Today" here={path === '/today'} icon={<IconSun size={24} stroke={1.7} aria-hidden />} badge={<Waiting />} />
        <Entry to="/rooms" label="Rooms" here={inRooms} icon={<IconMessages size={24} stroke={1.7} aria-hidden />} />
        <Entry to="/reviews" wide label="Reviews" here={path === '/reviews'} icon={<IconClipboardCheck size={24} stroke={1.7} aria-hidden />} />
        <Entry to="/sessions" label="Sessions" here={path.startsWith('/sessions')} icon={<IconCalendarHeart size={24} stroke={1.7} aria-hidden />} />
        <Entry to="/thanks" label="Thanks" here={path.startsWith('/thanks')} icon={<IconHeartHandshake size={24} stroke={1.7} aria-hidden />} />
        <Entry to="/team" wide label="Team" here={path === '/team'} icon={<IconUsersGroup size={24} stroke={1.7} aria-hidden />} />
        <span className={classes.push} />
        <button type="button" className={classes.entry} data-wide onClick={findAnything}><IconSearch size={24} stroke={1.7} aria-hidden /><span>Find</span></button>
        <Entry to="/notices" wide label="Notices" here={path === '/notices'} icon={<IconBell size={24} stroke={1.7} aria-hidden />} badge={<NewNotices />} />
        {me.isAdmin && <Entry to="/admin" wide label="Admin" here={path.startsWith('/admin')} icon={<IconShieldCog size={24} stroke={1.7} aria-hidden />} />}
        <Entry to="/me" label="Me" here={path === '/me'} icon={<IconUserCircle size={24} stroke={1.7} aria-hidden />} />
      </nav>
      {withList && <aside className={classes.list} aria-label="Rooms"><RoomListPanel beside /></aside>}
      <main className={classes.page} id="page" tabIndex={-1}><Boundary at={path}>{children}</Boundary></main>
    </div>
  )
}

/** @param wide not in a phone's bar, which has room for five: Today leads to reviews and notices, Me to the team and the rest */
function Entry({ to, label, here, icon, badge, wide }: { to: string; label: string; here: boolean; icon: ReactNode; badge?: ReactNode; wide?: boolean }) {
  return (
    <Link to={to} className={classes.entry!} data-wide={wide} aria-current={here ? 'page' : undefined}>{icon}<span>{label}</span>{badge}</Link>
  )
}

/** How much I was told and have not seen. */
function NewNotices() {
  const { fresh } = useNotices()
  return fresh === 0 ? null : <b className={classes.badge}>{fresh}<span className="visually-hidden"> new</span></b>
}

/** How much waits for me, over all rooms, as Today counts it. */
function Waiting() {
  const { rooms } = useRooms()
  const due = useDecisions().filter(d => d.isDue).length
  const waiting = rooms.reduce((sum, r) => sum + r.waiting, due)
  if (waiting === 0) return null
  return <b className={classes.badge}>{waiting > 99 ? '99+' : waiting}<span className="visually-hidden"> waiting for you</span></b>
}
