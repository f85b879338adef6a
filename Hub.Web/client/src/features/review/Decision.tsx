import type { DecisionOutcome, ReviewDecision } from '../../api/types'
import { usePeople } from '../../app/hub'
import { atTime, datedDay, fullInstant } from '../../ui/time'
import { outcomeWords } from '../followup/words'
import classes from './Review.module.css'

/** What was decided, as a document; and what became of it. */
export function Decision({ of: d, outcome }: { of: ReviewDecision; outcome: DecisionOutcome | null }) {
  const people = usePeople()
  return (
    <div className={classes.decision}>
      <h3>Decision</h3>
      <dl>
        <dt>Recommendation</dt><dd>{d.recommendation}</dd>
        <dt>Rationale</dt><dd>{d.rationale}</dd>
        <dt>Owner</dt><dd>{people.full(d.ownerId)}, by <time dateTime={d.dueAt} title={fullInstant(d.dueAt)}>{datedDay(d.dueAt)}</time></dd>
        {d.evidence.length > 0 && <><dt>Evidence</dt><dd><ul>{d.evidence.map((e, i) => <li key={i}>{/^https?:\/\/\S+$/i.test(e) ? <a href={e} rel="noopener noreferrer nofollow" target="_blank" referrerPolicy="no-referrer">{e}</a> : e}</li>)}</ul></dd></>}
        {d.alternatives.length > 0 && <><dt>Alternatives</dt><dd><ul>{d.alternatives.map((a, i) => <li key={i}>{a}</li>)}</ul></dd></>}
        {d.dissent.map(x => <div key={x.userId} style={{ display: 'contents' }}><dt>Dissent</dt><dd><b>{people.full(x.userId)}</b>: {x.reason}</dd></div>)}
        {d.deferredTo && <><dt>Deferred to</dt><dd>the judgement of {people.full(d.deferredTo)}</dd></>}
        {d.deferral && <><dt>Deferred until</dt><dd>{d.deferral}</dd></>}
        {outcome && <><dt>What became of it</dt><dd><b>{outcomeWords[outcome.outcome]}</b>. {outcome.why} <span className={classes.quiet}>{people.short(outcome.by)}, <time dateTime={outcome.at} title={fullInstant(outcome.at)}>{atTime(outcome.at)}</time></span></dd></>}
      </dl>
    </div>
  )
}
