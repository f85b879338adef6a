import { Button } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { useStore } from 'zustand'
import type { Id, Review, ReviewCase } from '../../api/types'
import { usePeople } from '../../app/hub'
import type { Act } from '../../app/useAct'
import type { LiveRoom } from '../../sync/liveRoom'
import { capital, count, sentence } from '../../ui/names'
import { fullInstant } from '../../ui/time'
import { PlanForm } from './PlanForm'
import classes from './Review.module.css'
import { lengthWords } from './useClock'
import { notReady, planTime } from './words'

interface Props {
  room: LiveRoom
  review: Review
  chair: boolean
  choose: (id: Id) => void
  act: Act
}

/** What the chair wants to know before it begins: when, for how long, who must be there, and of each case what is missing. */
export function Preparation({ room, review, chair, choose, act }: Props) {
  const [planning, setPlanning] = useState(false)
  const waiting = review.cases.filter(c => c.phase === 'waiting')
  const lacking = waiting.filter(c => notReady(c).length > 0)
  return (
    <article aria-label="Preparation">
      <h2 className={classes.question}>{waiting.length === 0 ? 'No case waits' : lacking.length === 0 ? 'Every case is ready' : `${lacking.length} of ${count(waiting.length, 'case')} ${lacking.length === 1 ? 'is' : 'are'} not ready`}</h2>
      <p className={classes.meta}>
        {review.plan
          ? <span><time dateTime={review.plan.at} title={fullInstant(review.plan.at)}>{planTime(review.plan.at)}</time> · {lengthWords(review.plan.minutes)}</span>
          : 'No time is set yet'}
        {chair && !planning && <Button variant="default" size="sm" onClick={() => setPlanning(true)}>{review.plan ? 'Change the time' : 'Set the time'}</Button>}
      </p>
      {planning && <PlanForm plan={review.plan} act={act} done={() => setPlanning(false)} />}
      {review.plan && <p className={classes.meta}>{timeWords(review.cases, review.plan.minutes)}</p>}
      {review.plan && review.plan.expects.length > 0 && <Expected room={room} expects={review.plan.expects} />}
      {waiting.length > 0 && (
        <ol className={classes.preparing} aria-label="Cases that wait">
          {review.cases.map((c, i) => c.phase === 'waiting' && <Line key={c.caseId} of={c} number={i + 1} choose={choose} />)}
        </ol>
      )}
      {review.plan && lacking.length > 0 && <p className={classes.quiet}>Presenters of cases that are not ready, and the chair, are told 24 hours and 2 hours before.</p>}
    </article>
  )
}

/** Disciplines without which it should not begin, each with its members, or that it has none. */
function Expected({ room, expects }: { room: LiveRoom; expects: readonly string[] }) {
  const people = usePeople()
  const members = useStore(room.view, v => v.room.members)
  return (
    <>
      <h3 className={classes.expectedName} id="expected">Expected</h3>
      <dl className={classes.expected} aria-labelledby="expected">
        {expects.map(discipline => {
          const theirs = members.filter(m => people.get(m.userId)?.discipline === discipline)
          return (
            <div key={discipline}>
              <dt>{capital(discipline)}</dt>
              <dd>{theirs.length > 0 ? sentence(theirs.map(m => people.full(m.userId))) : <b className={classes.lacks}><IconAlertTriangle size={15} aria-hidden /> nobody in this room</b>}</dd>
            </div>
          )
        })}
      </dl>
    </>
  )
}

function Line({ of: c, number, choose }: { of: ReviewCase; number: number; choose: (id: Id) => void }) {
  const people = usePeople()
  const missing = notReady(c)
  const lacks = [missing.length === c.readiness.length ? 'Nothing is prepared yet' : missing.length > 0 && `Missing: ${missing.join(', ').toLowerCase()}`, !c.presenter && 'nobody presents it', c.minutes === null && 'no time is set'].filter(Boolean).join(' · ')
  return (
    <li>
      <button type="button" onClick={() => choose(c.caseId)}>
        <b>{number}. {c.question}</b>
        <span className={lacks ? classes.lacks : classes.has}>{lacks ? <IconAlertTriangle size={15} aria-hidden /> : <IconCircleCheck size={15} aria-hidden />} {lacks ? capital(lacks) : 'Ready'}</span>
        <span className={classes.quiet}>{[c.presenter && `Presented by ${people.full(c.presenter)}`, c.minutes && lengthWords(c.minutes)].filter(Boolean).join(' · ')}</span>
      </button>
    </li>
  )
}

function timeWords(cases: readonly ReviewCase[], minutes: number): string {
  const planned = cases.reduce((sum, c) => sum + (c.minutes ?? 0), 0)
  const without = cases.filter(c => c.minutes === null).length
  const words = planned > minutes ? `The cases take ${lengthWords(planned)}: ${lengthWords(planned - minutes)} more than there is` : `The cases take ${lengthWords(planned)} of ${lengthWords(minutes)}`
  return without > 0 ? `${words}; ${count(without, 'case has', 'cases have')} no time yet.` : `${words}.`
}
