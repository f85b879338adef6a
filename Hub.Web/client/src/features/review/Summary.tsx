import { IconCircleCheck, IconCircleDashed } from '@tabler/icons-react'
import type { Id, Review } from '../../api/types'
import { usePeople } from '../../app/hub'
import { count } from '../../ui/names'
import { datedDay, fullInstant } from '../../ui/time'
import { outcomeWords } from '../followup/words'
import classes from './Review.module.css'

/** What a review came to, once its last case is closed: of each case what was decided, who does it and by when. */
export function Summary({ review, choose }: { review: Review; choose: (id: Id) => void }) {
  const people = usePeople()
  const decided = review.cases.filter(c => c.decision).length
  return (
    <article aria-label="Summary">
      <h2 className={classes.question}>All cases are closed</h2>
      <p className={classes.meta}>{decided === 0 ? 'Nothing was decided.' : `${count(decided, 'decision')} of ${count(review.cases.length, 'case')}. The minutes have all of it, to be read and signed.`}</p>
      <ol className={classes.preparing} aria-label="What was decided">
        {review.cases.map((c, i) => (
          <li key={c.caseId}>
            <button type="button" onClick={() => choose(c.caseId)}>
              <b>{i + 1}. {c.question}</b>
              {c.decision
                ? <span className={classes.has}><IconCircleCheck size={15} aria-hidden /> {c.decision.recommendation}</span>
                : <span className={classes.none}><IconCircleDashed size={15} aria-hidden /> Nothing decided{c.closedBecause && `: ${c.closedBecause}`}</span>}
              {c.decision && <span className={classes.quiet}>{people.full(c.decision.ownerId)}, by <time dateTime={c.decision.dueAt} title={fullInstant(c.decision.dueAt)}>{datedDay(c.decision.dueAt)}</time>{c.outcome && ` · ${outcomeWords[c.outcome.outcome].toLowerCase()}`}</span>}
            </button>
          </li>
        ))}
      </ol>
    </article>
  )
}
