import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import { api } from '../../api/routes'
import type { CalendarEntry, MyCommitment } from '../../api/types'
import { now } from '../../sync/serverClock'
import { Line } from '../../ui/Page'
import { dueWords, fullInstant } from '../../ui/time'
import classes from './Sessions.module.css'
import { useCalendar } from './useSeries'

const DAY = 86_400_000
const AHEAD = 14
const SOON = 7
const MOST = 4

export interface NextSessions {
  sessions: readonly CalendarEntry[]
  promised: readonly MyCommitment[]
}

/** The sessions of the next two weeks, and what I promised in earlier ones that is due. */
export function useNextSessions(): NextSessions {
  const [from] = useState(() => now().getTime())
  const { data: sessions } = useCalendar(new Date(from).toISOString(), new Date(from + AHEAD * DAY).toISOString())
  const { data: promised } = useQuery({ queryKey: ['sessions', 'commitments'], queryFn: api.myCommitments })
  return {
    sessions: (sessions ?? []).slice(0, MOST),
    promised: (promised ?? []).filter(c => new Date(c.dueAt).getTime() < from + SOON * DAY),
  }
}

/** What I promised in a session and when it is due. */
export function Promised({ commitment: c }: { commitment: MyCommitment }) {
  const words = dueWords(c.dueAt)
  return (
    <Line>
      <Link to={`/sessions/${c.series}`} className={classes.series!}>
        <span>{c.text}</span>
        <small data-late={words.late || undefined}>You promised it in {c.title} · <time dateTime={c.dueAt} title={fullInstant(c.dueAt)}>{words.words}</time></small>
      </Link>
    </Line>
  )
}
