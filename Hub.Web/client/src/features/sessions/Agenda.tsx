import { Text } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'wouter'
import type { CalendarEntry } from '../../api/types'
import { now } from '../../sync/serverClock'
import { clock, fullInstant } from '../../ui/time'
import classes from './Sessions.module.css'
import { Unread } from './Unread'
import { useCalendar } from './useSeries'
import { byDay, dayWords, sessionPath, stateWords } from './when'

const DAY = 86_400_000
const AHEAD = 90
/** Days before a session from which on its questions are brought to mind. */
const SOON = 8

/** What comes in the next three months, by day. */
export function Agenda() {
  // From today's beginning: what was this morning is still looked for.
  const [from] = useState(() => new Date(now().setHours(0, 0, 0, 0)))
  const { data, unread } = useCalendar(from.toISOString(), new Date(from.getTime() + AHEAD * DAY).toISOString())
  if (unread) return <Unread />
  if (!data) return <Text c="var(--hub-quiet)" role="status" mt="md">Reading your sessions</Text>
  if (data.length === 0) return <Text c="var(--hub-quiet)" mt="md">Nothing in the next three months.</Text>
  return <Days entries={data} />
}

/** Sessions under the names of their days. */
export function Days({ entries, heading: Heading = 'h2' }: { entries: readonly CalendarEntry[]; heading?: 'h2' | 'h4' }) {
  return (
    <div className={classes.agenda}>
      {[...byDay(entries, dayWords)].map(([day, own]) => (
        <section key={day}>
          <Heading>{day}</Heading>
          <ul className={classes.entries}>{own.map(e => <li key={`${e.series}/${e.occurrence.occurrence}`}><Entry entry={e} /></li>)}</ul>
        </section>
      ))}
    </div>
  )
}

function Entry({ entry: { series, title, minutes, occurrence: o, prompts } }: { entry: CalendarEntry }) {
  const asked = o.state === 'coming' && prompts > 0 && !o.answered && new Date(o.at).getTime() < now().getTime() + SOON * DAY
  const notes = [stateWords[o.state], o.moved && 'moved', asked && 'answer beforehand'].filter(Boolean)
  return (
    <Link to={sessionPath(series, o)} className={classes.entry!} data-state={o.state}>
      <time dateTime={o.at} title={fullInstant(o.at)}>{clock(o.at)}</time>
      <span><b>{title}</b><small>{[`${minutes} min`, ...notes].join(' · ')}</small></span>
    </Link>
  )
}
