import type { Instant } from '../../api/types'
import { datedDay, fullInstant } from '../../ui/time'
import classes from './Review.module.css'

/** Where a review was that is no longer kept: said plainly, so that nobody looks for it. */
export function TakenOut({ at }: { at: Instant }) {
  return (
    <p className={classes.quiet}>
      What was reviewed here before is no longer kept: its cases, opinions and decisions. Removed after its time: <time dateTime={at} title={fullInstant(at)}>{datedDay(at)}</time>.
    </p>
  )
}
