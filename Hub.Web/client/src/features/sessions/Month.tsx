import { ActionIcon, Button } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useState } from 'react'
import { Link } from 'wouter'
import type { CalendarEntry } from '../../api/types'
import { now } from '../../sync/serverClock'
import { clock } from '../../ui/time'
import classes from './Sessions.module.css'
import { Unread } from './Unread'
import { useCalendar } from './useSeries'
import { byDay, sessionPath, stateWords } from './when'

const nameFormat = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric' })
const fullDay = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' })
const WEEK = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** The weeks that a month touches, each from Monday, as local midnights. */
export function weeksOf(year: number, month: number): Date[][] {
  const lead = (new Date(year, month, 1).getDay() + 6) % 7
  const length = new Date(year, month + 1, 0).getDate()
  return Array.from({ length: Math.ceil((lead + length) / 7) }, (_, week) => Array.from({ length: 7 }, (_, day) => new Date(year, month, 1 - lead + week * 7 + day)))
}

function firstOfMonth(): Date {
  return new Date(now().getFullYear(), now().getMonth(), 1)
}

/** A month of my sessions as a calendar. */
export function Month() {
  const [shown, setShown] = useState(firstOfMonth)
  const weeks = weeksOf(shown.getFullYear(), shown.getMonth())
  const last = weeks.at(-1)!.at(-1)!
  const { data, unread } = useCalendar(weeks[0]![0]!.toISOString(), new Date(last.getFullYear(), last.getMonth(), last.getDate() + 1).toISOString())
  const sessions = byDay(data ?? [], at => new Date(at).toDateString())
  const go = (months: number) => setShown(s => new Date(s.getFullYear(), s.getMonth() + months, 1))
  const today = now().toDateString()
  return (
    <section className={classes.month} aria-label="Month">
      <header>
        <h2 aria-live="polite">{nameFormat.format(shown)}</h2>
        <Button variant="default" size="sm" onClick={() => setShown(firstOfMonth())}>This month</Button>
        <ActionIcon aria-label="The month before" onClick={() => go(-1)}><IconChevronLeft size={20} stroke={1.8} aria-hidden /></ActionIcon>
        <ActionIcon aria-label="The month after" onClick={() => go(1)}><IconChevronRight size={20} stroke={1.8} aria-hidden /></ActionIcon>
      </header>
      {unread && <Unread />}
      <table>
        <thead><tr>{WEEK.map(d => <th key={d} scope="col">{d}</th>)}</tr></thead>
        <tbody>
          {weeks.map(week => (
            <tr key={week[0]!.getTime()}>
              {week.map(day => (
                <td key={day.getTime()} data-other={day.getMonth() !== shown.getMonth() || undefined} data-today={day.toDateString() === today || undefined}>
                  <time dateTime={day.toISOString().slice(0, 10)} aria-label={fullDay.format(day)}>{day.getDate()}</time>
                  {sessions.get(day.toDateString())?.map(e => <DayEntry key={`${e.series}/${e.occurrence.occurrence}`} entry={e} />)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function DayEntry({ entry: { series, title, occurrence: o } }: { entry: CalendarEntry }) {
  return (
    <Link to={sessionPath(series, o)} className={classes.dayEntry!} data-state={o.state} title={[title, stateWords[o.state], o.moved && 'moved'].filter(Boolean).join(', ')}>
      <b>{clock(o.at)}</b> <span>{title}</span>{stateWords[o.state] && <span className="visually-hidden">, {stateWords[o.state]}</span>}
    </Link>
  )
}
