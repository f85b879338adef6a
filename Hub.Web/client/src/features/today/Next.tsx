import { Link } from 'wouter'
import type { Instant, OpenDecision, ReviewListing } from '../../api/types'
import { Line, Lines, Section } from '../../ui/Page'
import { atTime, fullInstant } from '../../ui/time'
import { DecisionLine } from '../followup/DecisionLine'
import { ReviewLines } from '../review/ReviewLines'
import { Days } from '../sessions/Agenda'
import { Promised, type NextSessions } from '../sessions/NextSessions'
import classes from './Today.module.css'

export interface Duty {
  id: string
  name: string
  until?: Instant | null
}

const MOST_REVIEWS = 3

/** What comes next: my duty, reviews and sessions with their times, and what I owe before it is due. */
export function Next({ reviews, duty, decisions, sessions, promised }: NextSessions & { reviews: readonly ReviewListing[]; duty: readonly Duty[]; decisions: readonly OpenDecision[] }) {
  if (reviews.length + duty.length + decisions.length + sessions.length + promised.length === 0) return null
  return (
    <Section title="Next">
      {duty.length > 0 && (
        <Lines>{duty.map(role => <Line key={role.id}><Link to="/team" className={classes.line!}>On duty: <b>{role.name}</b>{role.until && <> until <time dateTime={role.until} title={fullInstant(role.until)}>{atTime(role.until)}</time></>}</Link></Line>)}</Lines>
      )}
      {reviews.length > 0 && <><h3 className={classes.part}>Reviews</h3><ReviewLines reviews={reviews.slice(0, MOST_REVIEWS)} /></>}
      {sessions.length > 0 && <><h3 className={classes.part}>Sessions</h3><Days entries={sessions} heading="h4" /></>}
      {decisions.length + promised.length > 0 && (
        <>
          <h3 className={classes.part}>To do by its day</h3>
          <Lines>
            {promised.map(c => <Promised key={c.id} commitment={c} />)}
            {decisions.map(d => <DecisionLine key={d.caseId} decision={d} />)}
          </Lines>
        </>
      )}
    </Section>
  )
}
