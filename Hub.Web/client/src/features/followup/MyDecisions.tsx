import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Link } from 'wouter'
import { api } from '../../api/routes'
import type { OpenDecision } from '../../api/types'
import { useRooms } from '../../app/hub'
import { dueWords, fullInstant } from '../../ui/time'
import classes from './FollowUp.module.css'
import { OutcomeForm } from './OutcomeForm'

/** Decisions of reviews that are mine to carry out, in the order in which they are due; none while they are read. */
export function useDecisions(): readonly OpenDecision[] {
  const { rooms } = useRooms()
  const client = useQueryClient()
  const moved = rooms.filter(r => r.kind === 'caseReview').reduce((sum, r) => sum + r.head, 0)
  useEffect(() => { void client.invalidateQueries({ queryKey: ['decisions'] }) }, [client, moved])
  return useQuery({ queryKey: ['decisions'], queryFn: api.decisions, refetchInterval: 60_000 }).data ?? []
}

/** One decision to carry out. One that is due asks what became of it. */
export function DecisionLine({ decision: d }: { decision: OpenDecision }) {
  const client = useQueryClient()
  const due = dueWords(d.dueAt)
  return (
    <li className={classes.item}>
      <Link to={`/rooms/${d.room}/minutes`}>{d.recommendation}</Link>
      <span className={classes.sub}>Decision to carry out · {d.title} · {d.question} · <time className={d.isDue ? classes.late : undefined} dateTime={d.dueAt} title={fullInstant(d.dueAt)}>{due.words}</time></span>
      {d.isDue && <OutcomeForm room={d.room} caseId={d.caseId} outcome={null} done={() => void client.invalidateQueries({ queryKey: ['decisions'] })} />}
    </li>
  )
}
