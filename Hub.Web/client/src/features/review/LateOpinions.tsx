import type { ReviewCase, ReviewRound } from '../../api/types'
import { useFields } from '../../app/useFields'
import { TooLate } from '../../ui/TooLate'
import { begunOf, placeOf } from './opinion'

/** What I was writing when the opinions of a round were revealed. */
export function LateOpinions({ of: c }: { of: ReviewCase }) {
  return c.rounds.filter(r => r.revealed).map(r => <One key={r.number} of={c} round={r} />)
}

function One({ of: c, round }: { of: ReviewCase; round: ReviewRound }) {
  const { fields, isBegun, clear } = useFields(placeOf(c, round), begunOf(round.mine))
  const text = [fields.position, fields.reasoning].filter(Boolean).join('\n')
  const isGiven = fields.position.trim() === (round.mine?.position ?? '') && fields.reasoning.trim() === (round.mine?.reasoning ?? '')
  return isBegun && !isGiven && <TooLate name="Not given" why="the opinions were revealed while you wrote" text={text} drop={clear} />
}
