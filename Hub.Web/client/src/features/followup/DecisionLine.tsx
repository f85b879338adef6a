import { useQueryClient } from '@tanstack/react-query'
import { Link } from 'wouter'
import type { OpenDecision } from '../../api/types'
import { dueWords, fullInstant } from '../../ui/time'
import classes from './FollowUp.module.css'
import { OutcomeForm } from './OutcomeForm'

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
