import { createStore } from 'zustand/vanilla'
import type { Id } from '../../api/types'
import { auth } from '../../app/auth'

export interface Sought {
  q: string
  /** Only in this room; null: in all of mine. */
  room: Id | null
}

/** What is looked for. In memory only: it is patient data, and an address is kept by browsers and read by others. */
export const sought = createStore<Sought>(() => ({ q: '', room: null }))

// It goes with the person.
auth.subscribe(now => { if (now.at !== 'in') lookFor({}) })

export function lookFor({ q = '', room = null }: Partial<Sought>): void {
  sought.setState({ q, room }, true)
}

/** Today, in the reader's own zone, is not today in UTC: days become instants. */
function day(value: string): string {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(value) ? new Date(`${value}T00:00:00`) : null
  return at && !Number.isNaN(at.getTime()) ? at.toISOString() : value
}

/** Whether one was written on, or back, to the other: then the hits of the first stand until those of the second are here. */
export function goesOnFrom(before: string, query: string): boolean {
  const [a, b] = [before.replace(/\*$/, ''), query.replace(/\*$/, '')]
  return a !== '' && b !== '' && (a.startsWith(b) || b.startsWith(a))
}

/** The query as the server takes it. Of what is still being written at its end a word may be the beginning of one, and a filter that says nothing yet waits. */
export function asQuery(q: string): string {
  const words = q.replace(/(^|\s)(from|in|has|before|after):"?$/i, '$1').replace(/(^|\s)(before|after):(\S+)/gi, (_, space: string, key: string, value: string) => `${space}${key}:${day(value)}`)
  const quoted = /(^|\s)(from|in|has|before|after):"[^"]*$/i.test(words)
  const last = !quoted && /(?:^|\s)([\p{L}\p{N}][\p{L}\p{N}\p{M}\p{Cf}]{2,})$/u.exec(words)
  // Where and when alone is no search yet.
  const what = words.replace(/(^|\s)(in|before|after):("[^"]*"?|\S*)/gi, '$1')
  return what.trim() === '' ? '' : `${words}${last ? '*' : ''}`
}
