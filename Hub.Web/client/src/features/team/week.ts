import { now as present } from '../../sync/serverClock'
import { clock, dayNumber } from '../../ui/time'

export const DAYS = 7
const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'short' })

/** Local midnight of today. */
export function weekStart(now = present()): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate())
}

/** The days of the week ahead, each at its local midnight: 23 or 25 hours long where the clocks change. */
export function days(now = present()): Date[] {
  const start = weekStart(now)
  return Array.from({ length: DAYS }, (_, i) => new Date(start.getFullYear(), start.getMonth(), start.getDate() + i))
}

export function weekEnd(now = present()): Date {
  const start = weekStart(now)
  return new Date(start.getFullYear(), start.getMonth(), start.getDate() + DAYS)
}

export function dayLabel(day: Date): string {
  return weekday.format(day)
}

/** Where an instant lies in the week ahead, 0 to 1; what lies outside is at its edge. */
export function placeOf(at: string | Date, now = present()): number {
  const start = weekStart(now).getTime()
  const end = weekEnd(now).getTime()
  return Math.min(1, Math.max(0, (new Date(at).getTime() - start) / (end - start)))
}

/** "19:00", "tomorrow 08:00", "Mon 08:00", "2 March 08:00". */
export function untilWords(at: string, now = present()): string {
  const ahead = dayNumber(at) - dayNumber(now.toISOString())
  if (ahead === 0) return clock(at)
  if (ahead === 1) return `tomorrow ${clock(at)}`
  const date = new Date(at)
  if (ahead > 1 && ahead < DAYS) return `${weekday.format(date)} ${clock(at)}`
  return `${new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long' }).format(date)} ${clock(at)}`
}

/** What an input of local date and time holds. */
export function localInput(at: Date): string {
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

export function toInstant(local: string): string {
  return new Date(local).toISOString()
}
