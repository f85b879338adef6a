import type { DaySpan } from '../../api/types'

export const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const
/** Minutes of a day, and of one step of the dial. */
export const DAY = 24 * 60
export const STEP = 15

export const none: DaySpan = { from: 0, to: 0 }

export function isNone({ from, to }: DaySpan): boolean {
  return from === to
}

/** "22:00". */
export function clockOf(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

/** "22:00 to 07:00 the next day". */
export function spanWords(span: DaySpan): string {
  return `${clockOf(span.from)} to ${clockOf(span.to)}${span.to < span.from ? ' the next day' : ''}`
}

/** Later or earlier on the dial, round and round. */
export function turned(minutes: number, by: number): number {
  return (((minutes + by) % DAY) + DAY) % DAY
}

/** The time of the dial that a point lies at, seen from its middle; midnight is at the top. */
export function minutesAt(x: number, y: number): number {
  const turn = Math.atan2(x, -y) / (2 * Math.PI)
  return turned(Math.round((turn * DAY) / STEP) * STEP, 0)
}

export function pointAt(minutes: number, radius: number): { x: number; y: number } {
  const angle = (minutes / DAY) * 2 * Math.PI
  return { x: Math.sin(angle) * radius, y: -Math.cos(angle) * radius }
}

/** An arc of the dial, clockwise from the beginning of a span to its end. */
export function arc(span: DaySpan, radius: number): string {
  const [from, to] = [pointAt(span.from, radius), pointAt(span.to, radius)]
  const long = turned(span.to, -span.from) > DAY / 2
  return `M ${from.x} ${from.y} A ${radius} ${radius} 0 ${long ? 1 : 0} 1 ${to.x} ${to.y}`
}

/** "Every day 22:00 to 07:00 the next day", "Monday to Friday 08:00 to 18:00; Saturday and Sunday none". */
export function weekWords(week: readonly DaySpan[]): string {
  const runs: { from: number; to: number; words: string }[] = []
  week.forEach((span, day) => {
    const words = isNone(span) ? 'none' : spanWords(span)
    const last = runs.at(-1)
    if (last?.words === words) last.to = day
    else runs.push({ from: day, to: day, words })
  })
  if (runs.length === 1) return runs[0]!.words === 'none' ? 'None' : `Every day ${runs[0]!.words}`
  return runs.map(r => `${r.from === r.to ? days[r.from] : `${days[r.from]} ${r.to === r.from + 1 ? 'and' : 'to'} ${days[r.to]}`} ${r.words}`).join('; ')
}
