import type { Id, Instant, Replay, ReplayChange, Review, ReviewCase } from '../../api/types'

/** The review after one event. */
export interface Moment {
  seq: number
  /** Milliseconds since 1970, as the server's clock said then. */
  at: number
  type: string
  review: Review
}

/** A stretch in which one case stood in one phase. Milliseconds of play time. */
export interface Band {
  caseId: Id
  /** 1 for the first case of the agenda. */
  number: number
  phase: ReviewCase['phase']
  round: number
  from: number
  to: number
}

/** A review as it is played: from the first case that was begun to the last that was closed, without the pauses between cases. */
export interface Course {
  moments: readonly Moment[]
  /** When each moment comes, in milliseconds of play time; never goes back. */
  playAt: readonly number[]
  bands: readonly Band[]
  length: number
}

/** Between two cases nothing is seen: so long it is shown, however long it was. */
const PAUSE_MS = 3000

/** The value with changes put in; what did not change stays the same object. */
export function changed<T>(value: T, changes: readonly ReplayChange[]): T {
  return changes.reduce<unknown>((all, change) => put(all, change.path.split('/').slice(1), change.value), value) as T
}

function put(at: unknown, [first, ...rest]: readonly string[], value: unknown): unknown {
  if (first === undefined) return value
  if (Array.isArray(at)) {
    if (first === '-') return [...at as unknown[], value]
    const index = Number(first)
    return (at as unknown[]).map((item, i) => (i === index ? put(item, rest, value) : item))
  }
  const of = at as Record<string, unknown>
  return { ...of, [first]: put(of[first], rest, value) }
}

/** Every moment of a review. What was blind is blind in it: the server wrote each step as it was seen then. */
export function momentsOf(replay: Replay): Moment[] {
  const moments = [momentOf(replay.start, replay.start.head, replay.start.now, 'roomCreated')]
  for (const step of replay.steps) moments.push(momentOf(changed(moments.at(-1)!.review, step.changes), step.seq, step.at, step.type))
  return moments
}

function momentOf(review: Review, seq: number, at: Instant, type: string): Moment {
  return { seq, at: Date.parse(at), type, review: { ...review, head: seq, now: at } }
}

/** The course of a review; null when no case was ever begun. */
export function courseOf(all: readonly Moment[]): Course | null {
  const first = all.findIndex(m => m.review.current !== null)
  if (first < 0) return null
  const last = all.findLastIndex((_, i) => i > 0 && all[i - 1]!.review.current !== null)
  const moments = all.slice(first, Math.max(first, last) + 1)
  const playAt: number[] = []
  const bands: Band[] = []
  for (const [i, moment] of moments.entries()) {
    const before = moments[i - 1]
    const at = before ? playAt[i - 1]! + (before.review.current === null ? Math.min(PAUSE_MS, moment.at - before.at) : moment.at - before.at) : 0
    playAt.push(at)
    const open = bands.at(-1)
    if (open && before?.review.current !== null) open.to = at
    const stands = standing(moment.review)
    if (stands && !(open && before?.review.current === stands.caseId && open.phase === stands.phase && open.round === stands.round)) bands.push({ ...stands, from: at, to: at })
  }
  return { moments, playAt, bands, length: playAt.at(-1)! }
}

function standing(review: Review): Omit<Band, 'from' | 'to'> | null {
  const index = review.cases.findIndex(c => c.caseId === review.current)
  const c = review.cases[index]
  return c ? { caseId: c.caseId, number: index + 1, phase: c.phase, round: c.phase === 'opinions' || c.phase === 'discussing' ? c.rounds.length : 0 } : null
}

/** Index of the moment that is shown at a play time: the last one that has come. */
export function momentAt(course: Course, played: number): number {
  let [low, high] = [0, course.moments.length - 1]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (course.playAt[middle]! <= played) low = middle
    else high = middle - 1
  }
  return low
}

/** The band in which a play time lies; between two cases, the one that follows. */
export function bandAt(course: Course, played: number): Band | undefined {
  return course.bands.find(b => played < b.to) ?? course.bands.at(-1)
}

/** What the clocks of the page showed at a play time, in milliseconds since 1970. */
export function clockAt(course: Course, played: number): number {
  const i = momentAt(course, played)
  return course.moments[i]!.at + Math.max(0, played - course.playAt[i]!)
}
