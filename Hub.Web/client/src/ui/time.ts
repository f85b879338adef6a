/** Instants as people say them, in the reader's own time zone and by the server's clock. */
import { now as present } from '../sync/serverClock'

const clockFormat = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const weekdayFormat = new Intl.DateTimeFormat('en-GB', { weekday: 'long' })
const dateFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long' })
const dateYearFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })
const paperFormat = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
const fullFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'medium' })
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

export function clock(at: string): string {
  return clockFormat.format(new Date(at))
}

export function fullInstant(at: string): string {
  return fullFormat.format(new Date(at))
}

/** "Monday 2 March 2026": of a document that is read, perhaps on paper, long after. */
export function datedDay(at: string): string {
  return paperFormat.format(new Date(at)).replace(',', '')
}

/** "2026-03-02": the local day of an instant, as a date field takes it. */
export function localDate(at: string): string {
  return new Date(new Date(at).getTime() - new Date(at).getTimezoneOffset() * MINUTE).toISOString().slice(0, 10)
}

/** Days since an arbitrary day, in local time. */
export function dayNumber(at: string): number {
  const date = new Date(at)
  return Math.floor((date.getTime() - date.getTimezoneOffset() * MINUTE) / DAY)
}

/** "Today", "Yesterday", "Tomorrow", "Monday" of the six days before and after, "2 March", "2 March 2025". */
export function dayName(at: string, now = present()): string {
  const date = new Date(at)
  const ago = dayNumber(now.toISOString()) - dayNumber(at)
  if (ago === 0) return 'Today'
  if (ago === 1) return 'Yesterday'
  if (ago === -1) return 'Tomorrow'
  if (Math.abs(ago) < 7) return weekdayFormat.format(date)
  return (date.getFullYear() === now.getFullYear() ? dateFormat : dateYearFormat).format(date)
}

/** The same within a sentence: "today", "Monday", "2 March". */
export function dayInWords(at: string, now = present()): string {
  return dayName(at, now).replace(/^(Today|Yesterday|Tomorrow)$/, day => day.toLowerCase())
}

/** As short as a list needs: "10:02", "Yesterday", "Mon", "2 Mar". */
export function listTime(at: string, now = present()): string {
  const name = dayName(at, now)
  if (name === 'Today') return clock(at)
  if (name === 'Yesterday' || name === 'Tomorrow') return name
  return /^\d/.test(name) ? name.replace(/([A-Z][a-z]{2})[a-z]*/, '$1') : name.slice(0, 3)
}

/** "10:02", "yesterday 10:02", "tomorrow 10:02", "2 March 10:02": inside a sentence. */
export function atTime(at: string, now = present()): string {
  return dayName(at, now) === 'Today' ? clock(at) : `${dayInWords(at, now)} ${clock(at)}`
}

/** "due in 20 min", "due 15:30", "due since 10:02". */
export function dueWords(due: string, now = present()): { words: string; late: boolean } {
  const left = new Date(due).getTime() - now.getTime()
  if (left <= 0) return { words: `due since ${atTime(due, now)}`, late: true }
  if (left < 60 * MINUTE) return { words: `due in ${Math.max(1, Math.round(left / MINUTE))} min`, late: false }
  return { words: `due ${atTime(due, now)}`, late: false }
}
