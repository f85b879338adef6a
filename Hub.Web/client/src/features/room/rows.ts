import type { Message } from '../../api/types'
import type { Gap } from '../../sync/liveRoom'
import type { Pending } from '../../sync/outbox'
import { dayNumber } from '../../ui/time'

/** One line of the list. A day's name and the "new since" line belong to the message they stand above. */
export interface Row {
  key: string
  message: Message | null
  pending: Pending | null
  /** Messages that are not loaded stand here. */
  gap?: Gap
  /** Starts a group: shows author and time. */
  first: boolean
  /** Ends a run of one author's messages: shows how far they have come. */
  last: boolean
  /** Starts a day. */
  day: boolean
  /** The first message that had not been read when the room was opened. */
  fresh: boolean
}

const GROUP_MS = 5 * 60_000
const days = new WeakMap<Message, number>()
const rows = new WeakMap<Message, Row>()

/** Lines for messages and what waits to be sent. A line that says the same as before is the same object, so that it is not drawn again. */
export function buildRows(messages: readonly Message[], unsent: readonly Pending[], me: string, freshFromN: number | null, gaps: readonly Gap[] = []): Row[] {
  const list: Row[] = []
  let nextGap = 0
  let previous: Message | null = null
  let started = 0
  for (let i = 0; i < messages.length; i++) {
    const m = messages[i]!
    const behindGap = nextGap < gaps.length && m.seq >= gaps[nextGap]!.before
    if (behindGap) list.push(gapRow(gaps[nextGap++]!))
    const day = previous === null || dayOf(previous) !== dayOf(m)
    const fresh = freshFromN !== null && m.n > freshFromN && (previous === null ? false : previous.n <= freshFromN)
    const at = Date.parse(m.at)
    const first = day || fresh || behindGap || previous!.author !== m.author || at - started > GROUP_MS || m.replyTo !== null || previous!.deletedAt !== null
    if (first) started = at
    const known = rows.get(m)
    const last = messages[i + 1]?.author !== m.author && (i + 1 < messages.length || unsent.length === 0)
    const row = known && known.first === first && known.last === last && known.day === day && known.fresh === fresh
      ? known
      : { key: String(m.seq), message: m, pending: null, first, last, day, fresh }
    rows.set(m, row)
    list.push(row)
    previous = m
  }
  unsent.forEach((pending, i) => {
    const first = i === 0 ? previous?.author !== me || Date.parse(pending.at) - started > GROUP_MS : false
    const key = pending.sentAs === undefined ? pending.id : String(pending.sentAs)
    list.push({ key, message: null, pending, first, last: true, day: false, fresh: false })
  })
  return list
}

function gapRow(gap: Gap): Row {
  return { key: `gap-${gap.before}`, message: null, pending: null, gap, first: false, last: false, day: false, fresh: false }
}

function dayOf(m: Message): number {
  let day = days.get(m)
  if (day === undefined) {
    day = dayNumber(m.at)
    days.set(m, day)
  }
  return day
}
