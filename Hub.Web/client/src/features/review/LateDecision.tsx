import type { ReviewCase } from '../../api/types'
import { useFields } from '../../app/useFields'
import { TooLate } from '../../ui/TooLate'
import { isWrittenDown, placesOf, writtenOf } from './written'

/** What the chair was writing when the case was decided elsewhere, or closed. */
export function LateDecision({ of: c }: { of: ReviewCase }) {
  const places = placesOf(c)
  const late = c.phase === 'closed' ? places : places.filter(p => p !== places.at(-1))
  return late.map(place => <One key={place} place={place} of={c} />)
}

function One({ place, of: c }: { place: string; of: ReviewCase }) {
  const { fields, isBegun, clear } = useFields(place, writtenOf(c.decision))
  const text = [fields.recommendation, fields.rationale].filter(Boolean).join('\n')
  return isBegun && !isWrittenDown(fields, c.decision) && <TooLate name="Not written down" why={c.phase === 'closed' ? 'the case was closed while you wrote' : 'it was decided while you wrote'} text={text} drop={clear} />
}
