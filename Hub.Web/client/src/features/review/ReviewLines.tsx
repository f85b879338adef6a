import { IconAlertTriangle, IconUsers } from '@tabler/icons-react'
import { Link } from 'wouter'
import type { ReviewListing } from '../../api/types'
import { usePeople } from '../../app/hub'
import { count, sentence } from '../../ui/names'
import { Line, Lines } from '../../ui/Page'
import { fullInstant } from '../../ui/time'
import classes from './Review.module.css'
import { planTime } from './words'

/** Reviews as lines: what it is called, when (a live one may have been opened early: it is now), how far, and what is not ready. */
export function ReviewLines({ reviews }: { reviews: readonly ReviewListing[] }) {
  const people = usePeople()
  return (
    <Lines>
      {reviews.map(r => (
        <Line key={r.room}>
          <Link to={`/rooms/${r.room}`} className={classes.listed!}>
            <b>{r.title}</b>
            <span className={classes.quiet}>
              {r.plan && !r.live && <><time dateTime={r.plan.at} title={fullInstant(r.plan.at)}>{planTime(r.plan.at)}</time> · </>}
              {r.cases === 0 && r.takenOutAt ? 'Removed after its time' : r.closed > 0 ? `${r.closed} of ${count(r.cases, 'case')} closed` : count(r.cases, 'case')}{r.chair && ` · ${people.full(r.chair)} has the chair`}
            </span>
            {r.here.length > 0 && <span className={classes.has}><IconUsers size={15} aria-hidden /> {sentence(r.here.map(people.short), 4)} {r.here.length === 1 ? 'is' : 'are'} in</span>}
            {r.notReady > 0 && !r.live && <span className={classes.lacks}><IconAlertTriangle size={15} aria-hidden /> {count(r.notReady, 'case is', 'cases are')} not ready</span>}
          </Link>
        </Line>
      ))}
    </Lines>
  )
}
