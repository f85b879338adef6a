import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Link } from 'wouter'
import { api } from '../../api/routes'
import { useRooms } from '../../app/hub'
import { Lines, Section } from '../../ui/Page'
import { dueWords, fullInstant } from '../../ui/time'
import classes from './FollowUp.module.css'
import { OutcomeForm } from './OutcomeForm'

/** Decisions of reviews that are mine to carry out, in the order in which they are due. One that is due asks what became of it. */
export function MyDecisions() {
  const { rooms } = useRooms()
  const client = useQueryClient()
  const moved = rooms.filter(r => r.kind === 'caseReview').reduce((sum, r) => sum + r.head, 0)
  useEffect(() => { void client.invalidateQueries({ queryKey: ['decisions'] }) }, [client, moved])
  const { data } = useQuery({ queryKey: ['decisions'], queryFn: api.decisions, refetchInterval: 60_000 })
  if (!data || data.length === 0) return null
  return (
    <Section title={`Decisions to carry out · ${data.length}`}>
      <Lines>
        {data.map(d => {
          const due = dueWords(d.dueAt)
          return (
            <li key={d.caseId} className={classes.item}>
              <Link to={`/rooms/${d.room}/minutes`}>{d.recommendation}</Link>
              <span className={classes.sub}>{d.title} · {d.question} · <time className={d.isDue ? classes.late : undefined} dateTime={d.dueAt} title={fullInstant(d.dueAt)}>{due.words}</time></span>
              {d.isDue && <OutcomeForm room={d.room} caseId={d.caseId} outcome={null} done={() => void client.invalidateQueries({ queryKey: ['decisions'] })} />}
            </li>
          )
        })}
      </Lines>
    </Section>
  )
}
