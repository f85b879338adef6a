import { Alert, Button, Text } from '@mantine/core'
import { IconFileText } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { Link } from 'wouter'
import type { Id } from '../../api/types'
import { useHub, usePeople } from '../../app/hub'
import type { LiveRoom } from '../../sync/liveRoom'
import { AddCase } from './AddCase'
import { Agenda } from './Agenda'
import { CaseView } from './CaseView'
import { ChairBar } from './ChairBar'
import { PeopleColumn } from './PeopleColumn'
import classes from './Review.module.css'
import { useReview } from './useReview'
import { phaseWords } from './words'

/** A case review: the agenda as steps, the case in hand, who is here by discipline, and one next step at the bottom. */
export default function ReviewView({ room, id }: { room: LiveRoom; id: Id }) {
  const { me } = useHub()
  const people = usePeople()
  const { review, at, problem, act, clearProblem } = useReview(room, id)
  const [chosen, setChosen] = useState<Id | null>(null)
  const [deciding, setDeciding] = useState(false)

  const here = review?.attended.some(a => a.userId === me.id)
  const live = review?.current ?? null
  const told = useRef<string | null>(null)
  useEffect(() => {
    if (!live || here !== false || told.current === live) return
    told.current = live
    void act({ type: 'attendReview' })
  }, [live, here, act])
  useEffect(() => { setDeciding(false); if (live) setChosen(null) }, [live])

  if (!review) return <Text p="lg" c="var(--hub-quiet)" role="status">Reading the review</Text>
  const shown = review.cases.find(c => c.caseId === (chosen ?? live)) ?? review.cases.find(c => c.phase !== 'closed') ?? review.cases.at(-1)
  const chair = review.chair === me.id
  return (
    <div className={classes.review}>
      <div className={classes.scroll}>
        <header className={classes.top}>
          <Agenda review={review} shown={shown?.caseId ?? null} choose={setChosen} chair={chair} act={act} />
          <p className={classes.chairLine}>{review.chair === null ? 'Nobody has the chair' : chair ? 'You have the chair' : `${people.full(review.chair)} has the chair`} · <Link to={`/rooms/${id}/minutes`}><IconFileText size={15} aria-hidden /> Minutes</Link></p>
        </header>
        {problem && <Alert color="red" variant="light" role="alert" withCloseButton closeButtonLabel="Close" onClose={clearProblem} m="sm">{problem}</Alert>}
        <div className={classes.columns}>
          <div className={classes.case}>
            {shown
              ? <CaseView key={shown.caseId} room={room} id={id} review={review} readAt={at} of={shown} act={act} deciding={deciding && chair && shown.caseId === live} doneDeciding={() => setDeciding(false)} />
              : <div className={classes.none}><Text fw={600}>No case yet</Text><Text c="var(--hub-quiet)">Put the first one on the agenda: its question is enough to begin with.</Text></div>}
            {review.cases.length < 60 && <AddCase act={act} room={room} open={review.cases.length === 0} />}
          </div>
          <PeopleColumn room={room} review={review} of={shown ?? null} />
        </div>
      </div>
      <ChairBar room={room} review={review} readAt={at} chair={chair} shown={shown ?? null} act={act} decide={() => setDeciding(true)} deciding={deciding} />
      <p className="visually-hidden" aria-live="polite">{shown && live === shown.caseId ? phaseWords[shown.phase] : ''}</p>
      {!chair && review.chair !== null && room.view.getState().room.members.some(m => m.userId === me.id && m.role === 'owner') && (
        <div className={classes.takeover}><Button variant="subtle" size="sm" onClick={() => void act({ type: 'handOverChair', to: me.id })}>Take the chair</Button></div>
      )}
    </div>
  )
}
