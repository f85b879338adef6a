import { Button, Menu, Popover, Textarea, TextInput } from '@mantine/core'
import { IconChevronUp, IconHandOff, IconHandStop } from '@tabler/icons-react'
import { useState } from 'react'
import { useStore } from 'zustand'
import type { Review, ReviewCase } from '../../api/types'
import { useHub, usePeople } from '../../app/hub'
import type { LiveRoom } from '../../sync/liveRoom'
import classes from './Review.module.css'
import { clockWords, useElapsed, type Act } from './useReview'

const BREAK_AFTER_MS = 60 * 60_000
const BREAK_AFTER_CASES = 15

interface Props {
  room: LiveRoom
  review: Review
  readAt: number
  chair: boolean
  shown: ReviewCase | null
  act: Act
  decide: () => void
  deciding: boolean
}

/** The one next step: the chair's, big; the others in a menu. Members raise a hand. It stands below what is read, never over it. */
export function ChairBar({ room, review, readAt, chair, shown, act, decide, deciding }: Props) {
  const hub = useHub()
  const people = usePeople()
  const hands = useStore(room.view, v => v.hands)
  const members = useStore(room.view, v => v.room.members)
  const up = hands.includes(hub.me.id)
  const current = review.cases.find(c => c.caseId === review.current)
  if (!chair) {
    return (
      <div className={classes.deeds}>
        <Button h={44} variant={up ? 'filled' : 'default'} aria-pressed={up} leftSection={up ? <IconHandOff size={18} aria-hidden /> : <IconHandStop size={18} aria-hidden />} onClick={() => { room.raise(hub.me.id, !up); hub.raiseHand(room.id, !up) }}>
          {up ? 'Lower my hand' : 'Raise my hand'}
        </Button>
        <span className={classes.quiet}>{current ? `Case ${review.cases.indexOf(current) + 1} of ${review.cases.length} is in hand` : review.cases.length === 0 ? 'The agenda is empty' : 'No case is in hand'}</span>
      </div>
    )
  }
  return (
    <div className={classes.deeds}>
      <Primary review={review} shown={shown} current={current} act={act} decide={decide} deciding={deciding} />
      <Menu position="top-end">
        <Menu.Target><Button h={44} variant="default" rightSection={<IconChevronUp size={16} aria-hidden />}>More</Button></Menu.Target>
        <Menu.Dropdown>
          {current?.phase === 'presenting' && <Menu.Item onClick={decide}>Decide without opinions</Menu.Item>}
          {current?.phase === 'discussing' && current.rounds.length < 2 && <Menu.Item onClick={() => void act({ type: 'openOpinions', caseId: current.caseId })}>Second round of opinions</Menu.Item>}
          {current?.phase === 'decided' && <Menu.Item onClick={decide}>Change the decision</Menu.Item>}
          <Menu.Label>Hand the chair to</Menu.Label>
          {members.filter(m => m.userId !== hub.me.id).slice(0, 12).map(m => <Menu.Item key={m.userId} onClick={() => void act({ type: 'handOverChair', to: m.userId })}>{people.full(m.userId)}</Menu.Item>)}
        </Menu.Dropdown>
      </Menu>
      {current && current.phase !== 'opinions' && <CloseCase of={current} act={act} primary={current.phase === 'decided'} />}
      <Break review={review} readAt={readAt} />
    </div>
  )
}

function Primary({ review, shown, current, act, decide, deciding }: Pick<Props, 'review' | 'shown' | 'act' | 'decide' | 'deciding'> & { current: ReviewCase | undefined }) {
  if (!current) {
    const next = shown?.phase === 'waiting' ? shown : review.cases.find(c => c.phase === 'waiting')
    if (!next) return <span className={classes.quiet}>{review.cases.length === 0 ? 'Put a case on the agenda' : 'All cases are closed'}</span>
    return <Button h={44} onClick={() => void act({ type: 'startCase', caseId: next.caseId })}>Start case {review.cases.indexOf(next) + 1}</Button>
  }
  const round = current.rounds.at(-1)
  if (current.phase === 'presenting') return <OpenOpinions of={current} act={act} />
  if (current.phase === 'opinions') return <Button h={44} onClick={() => void act({ type: 'revealOpinions', caseId: current.caseId })}>Reveal opinions ({(round?.given.length ?? 0) + (round?.passed.length ?? 0)})</Button>
  if (current.phase === 'discussing' && !deciding) return <Button h={44} onClick={decide}>Decide</Button>
  return null
}

function OpenOpinions({ of: c, act }: { of: ReviewCase; act: Act }) {
  const [open, setOpen] = useState(false)
  const [options, setOptions] = useState('')
  const list = options.split('\n').map(o => o.trim()).filter(Boolean)
  return (
    <Popover opened={open} onChange={setOpen} position="top-start" width={300} trapFocus returnFocus>
      <Popover.Target><Button h={44} onClick={() => setOpen(o => !o)}>Ask for opinions</Button></Popover.Target>
      <Popover.Dropdown>
        <form className={classes.popover} aria-label="Ask for opinions" onSubmit={e => { e.preventDefault(); void act({ type: 'openOpinions', caseId: c.caseId, ...(list.length > 0 && { options: list }) }).then(() => setOpen(false)) }}>
          <Textarea label="Options, one a line" description="Leave it empty for positions in one's own words." autosize minRows={2} value={options} onChange={e => setOptions(e.currentTarget.value)} />
          <Button type="submit">Open, unseen by each other</Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}

/** Closing asks for a reason only when it needs one: somebody was not heard, or nothing is decided. */
function CloseCase({ of: c, act, primary }: { of: ReviewCase; act: Act; primary: boolean }) {
  const [open, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const needs = [c.unheard.length > 0 && `Not heard yet: ${c.unheard.join(', ')}.`, !c.decision && 'Nothing is decided.'].filter(Boolean).join(' ')
  if (!needs) return <Button h={44} variant={primary ? 'filled' : 'default'} onClick={() => void act({ type: 'closeCase', caseId: c.caseId })}>Close the case</Button>
  return (
    <Popover opened={open} onChange={setOpen} position="top-end" width={300} trapFocus returnFocus>
      <Popover.Target><Button h={44} variant={primary ? 'filled' : 'default'} onClick={() => setOpen(o => !o)}>Close the case</Button></Popover.Target>
      <Popover.Dropdown>
        <form className={classes.popover} aria-label="Close the case" onSubmit={e => { e.preventDefault(); if (reason.trim()) void act({ type: 'closeCase', caseId: c.caseId, reason: reason.trim() }) }}>
          <p>{needs} Let them speak or pass, or say why not.</p>
          <TextInput label="Reason" value={reason} onChange={e => setReason(e.currentTarget.value)} />
          <Button type="submit" disabled={!reason.trim()}>Close with this reason</Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}

/** Decisions get worse in a long meeting: after an hour or fifteen cases a break is offered. */
function Break({ review, readAt }: { review: Review; readAt: number }) {
  const first = review.cases.map(c => c.startedAt).filter(s => s !== null).sort()[0]
  const elapsed = useElapsed(review, readAt, first ?? review.now)
  const done = review.cases.filter(c => c.phase === 'closed').length
  if (review.current !== null || !first || (elapsed < BREAK_AFTER_MS && done < BREAK_AFTER_CASES)) return null
  return <span role="status" className={classes.quiet}>You have met for {clockWords(elapsed)} and closed {done} cases. A short break helps the next ones.</span>
}
