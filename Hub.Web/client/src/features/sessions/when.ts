import type { CalendarEntry, Occurrence } from '../../api/types'
import { now as present } from '../../sync/serverClock'
import { clock, dayNumber, fullInstant } from '../../ui/time'

const dayFormat = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' })
const localFormat = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })

/** "Today", "Tomorrow", "Tuesday 3 March": of an instant ahead or behind, in the reader's zone. */
export function dayWords(at: string, now = present()): string {
  const ahead = dayNumber(at) - dayNumber(now.toISOString())
  const near = { '-1': 'Yesterday', 0: 'Today', 1: 'Tomorrow' }[ahead]
  const date = new Date(at)
  return near ?? `${dayFormat.format(date)}${date.getFullYear() === now.getFullYear() ? '' : ` ${date.getFullYear()}`}`
}

/** "Tue 3 Mar 2026, 09:00": a local date and time as its series has it. */
export function localWords(local: string): string {
  return `${localFormat.format(new Date(`${local}:00Z`)).replace(',', '')}, ${local.slice(11)}`
}

/** "Tuesday 3 March 09:00", "Tomorrow 09:00" */
export function whenWords(o: Occurrence): string {
  return `${dayWords(o.at)} ${clock(o.at)}`
}

/** The same inside a sentence: "tomorrow 09:00" */
export function atWords(o: Occurrence): string {
  return whenWords(o).replace(/^(Yesterday|Today|Tomorrow)/, word => word.toLowerCase())
}

/** "09:00 in New York": where the series is at home, when the clock there says something else than here; "" otherwise. */
export function homeWords(o: Occurrence, zone: string): string {
  const there = o.local.slice(11)
  return there === clock(o.at) ? '' : `${there} in ${cityOf(zone)}`
}

/** For hovering and screen readers: the instant here, and where the series is at home when that reads differently. */
export function fullWords(o: Occurrence, zone: string): string {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone
  return here === zone ? fullInstant(o.at) : `${fullInstant(o.at)}; ${localWords(o.local)} in ${cityOf(zone)}`
}

export function cityOf(zone: string): string {
  return zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ')
}

/** Without the fraction of its second: a path with a dot in it is taken for a file, and a reload would find none. */
export function sessionPath(series: string, o: { occurrence: string }): string {
  return `/sessions/${series}/${encodeURIComponent(o.occurrence.replace(/\.\d+/, ''))}`
}

/** Sessions by what their day is called, in the order in which they come. */
export function byDay(entries: readonly CalendarEntry[], name: (at: string) => string): Map<string, CalendarEntry[]> {
  const days = new Map<string, CalendarEntry[]>()
  for (const e of entries) {
    const day = name(e.occurrence.at)
    days.set(day, [...days.get(day) ?? [], e])
  }
  return days
}

export const stateWords: Record<Occurrence['state'], string> = { coming: '', now: 'now', held: 'took place', missed: 'missed', past: 'nothing written down' }
