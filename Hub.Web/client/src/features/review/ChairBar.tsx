import { Button, Menu } from '@mantine/core'
import { IconChevronUp } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { Link } from 'wouter'
import { useStore } from 'zustand'
import type { Id, Review, ReviewCase } from '../../api/types'
import { useHub, usePeople } from '../../app/hub'
import type { Act } from '../../app/useAct'
import type { LiveRoom } from '../../sync/liveRoom'
import { count, sentence } from '../../ui/names'
import { CloseForm, lacksToClose } from './CloseCase'
import { DECISION_FORM } from './DecisionForm'
import { onlyFirstPress } from './firstPress'
import { OpenOpinions } from './OpenOpinions'
import classes from './Review.module.css'
import { useElapsed } from './useClock'
import { clockWords } from './useReview'

const BREAK_MINUTES = 10

interface Props {
  room: LiveRoom
  id: Id
  review: Review
  shown: ReviewCase | null
  act: Act
  /** Shows the case in hand again, should another be looked at: what is done to it is seen. */
  back: () => void
  decide: () => void
  deciding: boolean
}

/** The chair's one next step, big; the others in a menu. It stands below what is read, never over it. */
export function ChairBar({ room, id, review, shown, act, back, decide, deciding }: Props) {
  const { me } = useHub()
  const people = usePeople()
  const members = useStore(room.view, v => v.room.members)
  const current = review.cases.find(c => c.caseId === review.current)
  const waiting = review.cases.some(c => c.phase === 'waiting')
  const next = review.hands[0]
  const [closing, setClosing] = useState(false)
  const bar = useRef<HTMLDivElement>(null)
  // The button that ended the writing is gone with it: the keyboard stays here, one Tab before the next step, which a second Enter must not take.
  const wrote = useRef(deciding)
  useEffect(() => {
    if (wrote.current && !deciding && document.activeElement === document.body) bar.current?.focus()
    wrote.current = deciding
  }, [deciding])
  const close = (c: ReviewCase) => { back(); if (lacksToClose(c)) setClosing(true); else void act({ type: 'closeCase', caseId: c.caseId }) }
  if (closing && current && current.phase !== 'opinions') return <div className={classes.deeds}><CloseForm of={current} act={act} done={() => setClosing(false)} /></div>
  return (
    <div ref={bar} tabIndex={-1} className={classes.deeds} role="group" aria-label="The chair's next step" onClickCapture={onlyFirstPress}>
      <Primary id={id} review={review} shown={shown} current={current} act={command => { back(); return act(command) }} decide={decide} deciding={deciding} close={close} />
      {next && !deciding && <Button h={44} variant="default" onClick={() => void act({ type: 'giveWord' })}>Next: {people.short(next)}</Button>}
      {!next && !deciding && review.speaking && <Button h={44} variant="default" onClick={() => void act({ type: 'endWord' })}>{people.short(review.speaking)} is done</Button>}
      <Menu position="top-end" shadow="md">
        <Menu.Target><Button h={44} variant="default" className={classes.more!} aria-label="More" rightSection={<IconChevronUp size={16} aria-hidden />}>More</Button></Menu.Target>
        <Menu.Dropdown mah="60dvh" style={{ overflowY: 'auto' }}>
          {current?.phase === 'presenting' && <Menu.Item onClick={decide}>Decide without opinions</Menu.Item>}
          {current?.phase === 'discussing' && current.rounds.length === 1 && <Menu.Item onClick={() => void act({ type: 'openOpinions', caseId: current.caseId })}>Second round of opinions</Menu.Item>}
          {current?.phase === 'decided' && <Menu.Item onClick={decide}>Change the decision</Menu.Item>}
          {(current?.phase === 'presenting' || current?.phase === 'discussing') && <Menu.Item onClick={() => close(current)}>Close the case</Menu.Item>}
          {!current && waiting && review.sitting && !review.break && <Menu.Item onClick={() => void act({ type: 'takeBreak', minutes: BREAK_MINUTES })}>Break of {BREAK_MINUTES} minutes</Menu.Item>}
          <Menu.Label>Hand the chair to</Menu.Label>
          {members.filter(m => m.userId !== me.id).slice(0, 40).map(m => <Menu.Item key={m.userId} onClick={() => void act({ type: 'handOverChair', to: m.userId })}>{people.full(m.userId)}</Menu.Item>)}
        </Menu.Dropdown>
      </Menu>
      {!current && waiting && <NotHere room={room} expects={review.plan?.expects ?? []} />}
      {current?.phase === 'opinions' && <Waited review={review} of={current} />}
      {!current && waiting && review.sitting && !review.break && <BreakOffer sitting={review.sitting} act={act} />}
    </div>
  )
}

function Primary({ id, review, shown, current, act, decide, deciding, close }: Pick<Props, 'id' | 'review' | 'shown' | 'act' | 'decide' | 'deciding'> & { current: ReviewCase | undefined; close: (c: ReviewCase) => void }) {
  if (!current) {
    const next = shown?.phase === 'waiting' ? shown : review.cases.find(c => c.phase === 'waiting')
    if (!next) return review.cases.length === 0 ? <span className={classes.quiet}>Put a case on the agenda</span> : <Button h={44} component={Link} to={`/rooms/${id}/minutes`}>Read and sign the minutes</Button>
    return <Button h={44} onClick={() => void act({ type: 'startCase', caseId: next.caseId })}>Start case {review.cases.indexOf(next) + 1}</Button>
  }
  const round = current.rounds.at(-1)
  // A button of its own: were "Decide" to become it, the press that opens the form would send it too.
  if (deciding) return <><Button key="write" h={44} type="submit" form={DECISION_FORM}>Write it down</Button><Button h={44} variant="default" type="reset" form={DECISION_FORM}>Cancel</Button></>
  if (current.phase === 'presenting') return <OpenOpinions of={current} act={act} />
  if (current.phase === 'opinions') return <Button h={44} onClick={() => void act({ type: 'revealOpinions', caseId: current.caseId, ...(round && { round: round.number }) })}>Reveal opinions ({(round?.given.length ?? 0) + (round?.passed.length ?? 0)})</Button>
  if (current.phase === 'decided') return <Button h={44} onClick={() => close(current)}>Close the case</Button>
  if (current.phase === 'discussing') return <Button h={44} onClick={decide}>Decide</Button>
  return null
}

/** Which of the expected disciplines nobody is here of. The chair may begin without them. */
function NotHere({ room, expects }: { room: LiveRoom; expects: readonly string[] }) {
  const { me } = useHub()
  const people = usePeople()
  const here = useStore(room.view, v => v.present)
  const disciplines = new Set([me.id, ...here].map(u => people.get(u)?.discipline))
  const missing = expects.filter(d => !disciplines.has(d))
  return missing.length === 0 ? null : <span className={classes.quiet}>Expected and not here: {sentence(missing, 6)}</span>
}

/** Whose opinion is not in yet. The chair may reveal without them. */
function Waited({ review, of: c }: { review: Review; of: ReviewCase }) {
  const people = usePeople()
  const round = c.rounds.at(-1)!
  const missing = review.attended.map(a => a.userId).filter(u => u !== review.chair && !round.given.includes(u) && !round.passed.includes(u))
  return <span className={classes.quiet}>{missing.length === 0 ? 'Everybody has answered' : `Not yet: ${sentence(missing.map(people.short))}. You can reveal without them.`}</span>
}

/** Decisions get worse in a long meeting: after an hour or fifteen cases a break is offered. */
function BreakOffer({ sitting, act }: { sitting: NonNullable<Review['sitting']>; act: Act }) {
  const elapsed = useElapsed(sitting.since)
  if (elapsed < sitting.breakAfterMinutes * 60_000 && sitting.closed < sitting.breakAfterCases) return null
  return (
    <span role="status" className={classes.offer}>
      You have sat for {clockWords(elapsed)} and closed {count(sitting.closed, 'case')}. A short break helps the next ones.
      <Button variant="light" h={44} onClick={() => void act({ type: 'takeBreak', minutes: BREAK_MINUTES })}>Take {BREAK_MINUTES} minutes</Button>
    </span>
  )
}
