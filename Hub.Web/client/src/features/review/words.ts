import type { Review, ReviewCase } from '../../api/types'
import { clock } from '../../ui/time'
import { dayWords } from '../sessions/when'

export const phases: { value: ReviewCase['phase']; label: string }[] = [
  { value: 'presenting', label: 'Present' }, { value: 'opinions', label: 'Opinions' }, { value: 'discussing', label: 'Discuss' }, { value: 'decided', label: 'Decided' }, { value: 'closed', label: 'Closed' },
]

export const phaseWords: Record<ReviewCase['phase'], string> = {
  waiting: 'Not begun', presenting: 'Being presented', opinions: 'Opinions are being given, unseen', discussing: 'Opinions are shown, discuss', decided: 'Decided', closed: 'Closed',
}

export const itemWords: Record<ReviewCase['readiness'][number]['item'], string> = {
  history: 'History', radiology: 'Radiology', pathology: 'Pathology', comorbidity: 'Comorbidity', psychosocial: 'Psychosocial', patientViews: "Patient's own views",
}

export const stateWords: Record<ReviewCase['readiness'][number]['state'], string> = { missing: 'Missing', notNeeded: 'Not needed', present: 'Present' }

/** Opinions by position, the most frequent first. */
export function byPosition<O extends { position: string }>(opinions: readonly O[]): { position: string; of: O[] }[] {
  const groups = new Map<string, O[]>()
  for (const o of opinions) groups.set(o.position, [...groups.get(o.position) ?? [], o])
  return [...groups].map(([position, of]) => ({ position, of })).sort((a, b) => b.of.length - a.of.length)
}

/** Items of a case that nobody has said are there. */
export function notReady(c: ReviewCase): string[] {
  return c.readiness.filter(r => r.state === 'missing').map(r => itemWords[r.item])
}

/** Every case was taken to its end: what is left are the minutes. */
export function isOver(review: Review): boolean {
  return review.cases.length > 0 && review.cases.every(c => c.phase === 'closed')
}

/** "1st", "2nd", "11th": a place in the queue that begins at 0. */
export function placeWords(place: number): string {
  const n = place + 1
  const ending = n % 100 >= 11 && n % 100 <= 13 ? 'th' : ({ 1: 'st', 2: 'nd', 3: 'rd' } as Record<number, string>)[n % 10] ?? 'th'
  return `${n}${ending}`
}

/** "Today at 18:00", "Thursday 26 November at 14:00": in the reader's zone. */
export function planTime(at: string): string {
  return `${dayWords(at)} at ${clock(at)}`
}

