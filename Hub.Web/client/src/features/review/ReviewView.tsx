import { Alert, Text } from '@mantine/core'
import { IconCoffee, IconFileText } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { Link } from 'wouter'
import { useStore } from 'zustand'
import type { Id, Review } from '../../api/types'
import { useHub, usePeople } from '../../app/hub'
import type { LiveRoom } from '../../sync/liveRoom'
import { AddCase } from './AddCase'
import { Agenda, PREPARATION } from './Agenda'
import { CaseView } from './CaseView'
import { ChairBar } from './ChairBar'
import { MemberBar } from './MemberBar'
import { PeopleHere } from './PeopleHere'
import { Preparation } from './Preparation'
import classes from './Review.module.css'
import { ReviewSkeleton } from './ReviewSkeleton'
import { Summary } from './Summary'
import { TakenOut } from './TakenOut'
import { useAnnouncement } from './useAnnouncement'
import { useElapsed, useServerNow } from './useClock'
import { clockWords, useReview } from './useReview'
import { isOver } from './words'

const MOST_CASES = 60

/** A case review: the agenda as steps, the case in hand, who is here by discipline, and one next step at the bottom. */
export default function ReviewView({ room, id }: { room: LiveRoom; id: Id }) {
  const { me } = useHub()
  const { review, failed, problem, act, setProblem } = useReview(room, id)
  const ready = useStore(room.view, v => v.phase === 'ready')
  const owner = useStore(room.view, v => v.room.members.some(m => m.userId === me.id && m.role === 'owner'))
  const [chosen, setChosen] = useState<Id | typeof PREPARATION | null>(null)
  const [deciding, setDeciding] = useState(false)
  const live = review?.current ?? null

  // Whoever has a live review open has come to it: said once for each case, should it have been lost.
  const here = review?.attended.some(a => a.userId === me.id)
  const told = useRef<string | null>(null)
  useEffect(() => {
    if (!live || here !== false || told.current === live) return
    told.current = live
    void act({ type: 'attendReview' })
  }, [live, here, act])
  useEffect(() => { setDeciding(false); setProblem(null); if (live) setChosen(null) }, [live, setProblem])
  const announced = useAnnouncement(review)
  const read = useRef<HTMLDivElement>(null)
  // Another case is read from its beginning.
  useEffect(() => { read.current?.scrollTo(0, 0) }, [live, chosen])

  if (!review && failed) return <Text p="lg" role="alert">The review could not be read. It will be shown when the connection is back.</Text>
  if (!review || !ready) return <ReviewSkeleton />
  const standing = chosen ?? live ?? (review.sitting && review.cases.find(c => c.phase === 'waiting')?.caseId) ?? PREPARATION
  const shown = review.cases.find(c => c.caseId === standing) ?? null
  const chair = review.chair === me.id
  const writing = deciding && chair && shown !== null && shown.caseId === live
  return (
    <div className={classes.review}>
      <div ref={read} className={classes.scroll}>
        <header className={classes.top}>
          <Agenda review={review} shown={shown?.caseId ?? PREPARATION} choose={setChosen} chair={chair} act={act} />
          <ChairLine review={review} id={id} chair={chair} />
        </header>
        {problem && <div className={classes.problem}><Alert color="red" variant="light" role="alert" withCloseButton closeButtonLabel="Close" onClose={() => setProblem(null)}>{problem}</Alert></div>}
        <div className={classes.columns}>
          <div className={classes.case}>
            {review.takenOutAt && review.cases.length === 0 && <TakenOut at={review.takenOutAt} />}
            {review.break && <BreakLine until={review.break.until} />}
            {shown
              ? <CaseView key={shown.caseId} id={id} review={review} of={shown} doing={{ room, chair, act, setProblem, deciding: writing, doneDeciding: () => setDeciding(false) }} />
              : isOver(review) ? <Summary review={review} choose={setChosen} /> : <Preparation room={room} review={review} chair={chair} choose={setChosen} act={act} />}
            {review.cases.length < MOST_CASES && (shown === null || shown.phase === 'waiting') && <AddCase act={act} room={room} id={id} open={review.cases.length === 0} />}
          </div>
          <PeopleHere room={room} review={review} of={review.cases.find(c => c.caseId === live) ?? shown} />
        </div>
      </div>
      {chair
        ? <ChairBar room={room} id={id} review={review} shown={shown} act={act} back={() => setChosen(null)} decide={() => { setChosen(null); setDeciding(true) }} deciding={writing} />
        : <MemberBar id={id} review={review} owner={owner} act={act} />}
      <p className="visually-hidden" aria-live="assertive">{announced}</p>
    </div>
  )
}

function ChairLine({ review, id, chair }: { review: Review; id: Id; chair: boolean }) {
  const people = usePeople()
  return (
    <p className={classes.chairLine}>
      {review.chair === null ? 'Nobody has the chair' : chair ? 'You have the chair' : `${people.short(review.chair)} has the chair`}
      {review.current && review.sitting && <> · <Sat since={review.sitting.since} minutes={review.plan?.minutes ?? null} /></>}
      {' · '}<Link to={`/rooms/${id}/minutes`}><IconFileText size={15} aria-hidden /> Minutes</Link>
      {review.current === null && review.cases.some(c => c.phase === 'closed') && <>{' · '}<Link to={`/rooms/${id}/replay`}>Replay</Link>{' · '}<Link to={`/rooms/${id}/report`}>Report</Link></>}
    </p>
  )
}

/** How long they have sat, against the time that was planned. */
function Sat({ since, minutes }: { since: string; minutes: number | null }) {
  const elapsed = useElapsed(since)
  return <span className="figures">sitting {clockWords(elapsed)}{minutes !== null && ` of ${minutes} min${elapsed > minutes * 60_000 ? ', over time' : ''}`}</span>
}

function BreakLine({ until }: { until: string }) {
  const left = new Date(until).getTime() - useServerNow()
  return <p className={classes.break} role="status"><IconCoffee size={18} aria-hidden /> {left > 0 ? <>Break, <span className="figures">{clockWords(left)}</span> left</> : 'The break is over'}</p>
}
