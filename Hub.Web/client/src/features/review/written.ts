import type { ReviewCase } from '../../api/types'
import { localDate } from '../../ui/time'

export interface Dissenter { userId: string; reason: string }

/** A decision as it is being written: every field as it stands in the form, so that half of one can be kept. */
export interface Written {
  recommendation: string
  rationale: string
  owner: string
  due: string
  evidence: string
  alternatives: string
  dissent: Dissenter[]
  deferredTo: string
  deferral: string
}

export function writtenOf(d: ReviewCase['decision']): Written {
  return {
    recommendation: d?.recommendation ?? '', rationale: d?.rationale ?? '', owner: d?.ownerId ?? '', due: d ? localDate(d.dueAt) : '', evidence: (d?.evidence ?? []).join('\n'), alternatives: (d?.alternatives ?? []).join('\n'),
    dissent: d?.dissent.map(x => ({ userId: x.userId, reason: x.reason })) ?? [], deferredTo: d?.deferredTo ?? '', deferral: d?.deferral ?? '',
  }
}

/** Whether what was written came to be the decision that stands, as when its answer was lost. */
export function isWrittenDown(w: Written, d: ReviewCase['decision']): boolean {
  const plain = ({ dissent, ...texts }: Written) => JSON.stringify([Object.values(texts).map(t => t.trim()), dissent.filter(x => x.userId || x.reason.trim()).map(x => [x.userId, x.reason.trim()])])
  return d !== null && plain(w) === plain(writtenOf(d))
}

/** Where a decision of this case is kept while it is written: the first one, and the change of the one that stands, which is last. What was begun before one was written down is not the beginning of its change. */
export function placesOf(c: ReviewCase): string[] {
  return [`decision:${c.caseId}:first`, ...(c.decision ? [`decision:${c.caseId}:${c.decision.at}`] : [])]
}
