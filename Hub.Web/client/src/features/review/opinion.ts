import type { ReviewCase, ReviewRound } from '../../api/types'

/** An opinion as it is being written. */
export interface Begun { position: string; confidence: string; reasoning: string; deferTo: string }

export function begunOf(given: ReviewRound['mine']): Begun {
  return { position: given?.position ?? '', confidence: String(given?.confidence ?? ''), reasoning: given?.reasoning ?? '', deferTo: given?.deferTo ?? '' }
}

export function placeOf(c: ReviewCase, round: ReviewRound): string {
  return `opinion:${c.caseId}:${round.number}`
}
