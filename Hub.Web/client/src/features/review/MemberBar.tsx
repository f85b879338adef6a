import { Button } from '@mantine/core'
import { IconHandOff, IconHandStop } from '@tabler/icons-react'
import { Link } from 'wouter'
import type { Id, Review } from '../../api/types'
import { useHub } from '../../app/hub'
import type { Act } from '../../app/useAct'
import { onlyFirstPress } from './firstPress'
import { isOver, placeWords } from './words'
import classes from './Review.module.css'

interface Props {
  id: Id
  review: Review
  owner: boolean
  act: Act
}

/** What a member does, within reach of the thumb: my opinion, a hand, to pass. */
export function MemberBar({ id, review, owner, act }: Props) {
  const { me } = useHub()
  const current = review.cases.find(c => c.caseId === review.current)
  const place = review.hands.indexOf(me.id)
  const round = current?.phase === 'opinions' ? current.rounds.at(-1) : undefined
  const answered = round ? round.given.includes(me.id) || round.passed.includes(me.id) : false
  const heard = current && (current.spoken.includes(me.id) || current.passed.includes(me.id) || current.rounds.some(r => r.given.includes(me.id)))
  const toMine = () => {
    const form = document.getElementById('my-opinion')
    form?.scrollIntoView({ block: 'center' })
    form?.querySelector<HTMLElement>('input, textarea, button')?.focus({ preventScroll: true })
  }
  return (
    <div className={classes.deeds} role="group" aria-label="What I can do" onClickCapture={onlyFirstPress}>
      {isOver(review) && <Button h={44} component={Link} to={`/rooms/${id}/minutes`}>Read and sign the minutes</Button>}
      {round && !answered && <Button h={44} onClick={toMine}>My opinion</Button>}
      {review.speaking === me.id
        ? <Button h={44} onClick={() => void act({ type: 'endWord' })}>I am done speaking</Button>
        : (
          <Button h={44} variant={place >= 0 ? 'filled' : 'default'} aria-pressed={place >= 0} leftSection={place >= 0 ? <IconHandOff size={18} aria-hidden /> : <IconHandStop size={18} aria-hidden />} onClick={() => void act(place >= 0 ? { type: 'lowerHand' } : { type: 'raiseHand' })}>
            {place >= 0 ? 'Lower hand' : 'Raise hand'}
          </Button>
        )}
      {current && (round ? !answered : !heard) && <Button h={44} variant="default" onClick={() => void act({ type: 'passOpinion', caseId: current.caseId, round: round?.number ?? 0 })}>Pass</Button>}
      {owner && review.chair !== null && <Button h={44} variant="subtle" onClick={() => void act({ type: 'handOverChair', to: me.id })}>Take the chair</Button>}
      <span className={classes.quiet} data-aside={place < 0 || undefined}>{place >= 0 ? `Your hand is up, ${placeWords(place)} in line` : current ? `Case ${review.cases.indexOf(current) + 1} of ${review.cases.length} is in hand` : review.cases.length === 0 ? 'The agenda is empty' : isOver(review) ? '' : 'No case is in hand'}</span>
    </div>
  )
}
