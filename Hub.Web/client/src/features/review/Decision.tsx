import type { ReviewDecision } from '../../api/types'
import { usePeople } from '../../app/hub'
import { dayName, fullInstant } from '../../ui/time'
import classes from './Review.module.css'

/** What was decided, as a document. */
export function Decision({ of: d }: { of: ReviewDecision }) {
  const people = usePeople()
  return (
    <div className={classes.decision}>
      <h3>Decision</h3>
      <dl>
        <dt>Recommendation</dt><dd>{d.recommendation}</dd>
        <dt>Rationale</dt><dd>{d.rationale}</dd>
        <dt>Owner</dt><dd>{people.full(d.ownerId)}, by <time dateTime={d.dueAt} title={fullInstant(d.dueAt)}>{dayName(d.dueAt)}</time></dd>
        {d.evidence.length > 0 && <><dt>Evidence</dt><dd><ul>{d.evidence.map(e => <li key={e}>{/^https:\/\//.test(e) ? <a href={e} rel="noopener noreferrer" target="_blank">{e}</a> : e}</li>)}</ul></dd></>}
        {d.alternatives.length > 0 && <><dt>Alternatives</dt><dd><ul>{d.alternatives.map(a => <li key={a}>{a}</li>)}</ul></dd></>}
        {d.dissent.map(x => <div key={x.userId} style={{ display: 'contents' }}><dt>Dissent</dt><dd><b>{people.full(x.userId)}</b>: {x.reason}</dd></div>)}
        {d.deferral && <><dt>Deferred until</dt><dd>{d.deferral}</dd></>}
      </dl>
    </div>
  )
}
