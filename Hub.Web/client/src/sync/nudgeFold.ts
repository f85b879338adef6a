import type { Ask, Id, InPlace, Instant, NudgeLine, RoomEvent } from '../api/types'

/** What events of nudging carry: who was told, at which step of the ladder, in whose place. */
interface Data {
  to: Id
  for?: Id | null
  step: NudgeLine['step']
  until?: Instant | null
}

/** Lines of one message; of more the last are kept. */
const MOST = 60
const marks: Record<string, NudgeLine['what']> = { nudged: 'nudged', escalated: 'asked', snoozed: 'snoozed', nobodyReached: 'nobodyReached' }

export function isNudge(event: RoomEvent): boolean {
  return event.type in marks
}

/** A message's time line after an event of nudging. The tenth nudge of the same person stands in the line of the first. */
export function nudgeLines(lines: readonly NudgeLine[], event: RoomEvent): NudgeLine[] {
  const data = event.data as unknown as Data
  const what = marks[event.type]!
  const to = what === 'nobodyReached' ? null : what === 'snoozed' ? event.actor : data.to
  const next: NudgeLine = { what, to, for: data.for ?? null, step: data.step ?? null, times: 1, at: event.at, until: data.until ?? null }
  const same = lines.findLastIndex(l => what === 'nudged' && l.what === what && l.to === next.to && l.for === next.for && l.step === next.step)
  if (same >= 0) return lines.map((l, at) => (at === same ? { ...next, times: l.times + 1 } : l))
  return [...lines, next].slice(-MOST)
}

/** Who is asked in whose place after an escalation. */
export function askedFor(ask: Ask, event: RoomEvent): InPlace[] {
  const data = event.data as unknown as Data
  const there = ask.inPlace ?? []
  const mine = ask.from.includes(data.for!) || ask.roles?.some(r => r.holder === null && r.id === data.for)
  return !mine || there.some(p => p.for === data.for && p.by === data.to) ? there : [...there, { for: data.for!, by: data.to }]
}
