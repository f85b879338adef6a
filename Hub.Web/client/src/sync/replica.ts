import type { Message, MessagePage, RoomEvent, RoomSnapshot } from '../api/types'
import { applyEvent, applyToMessage, fromSnapshot, normalise, openOf, type RoomState } from './fold'

/** Events that are kept after they were applied, so that a page read before them can still be brought up to date. */
const LOG_LENGTH = 2000

export type PageOutcome = 'merged' | 'waiting' | 'stale' | 'resync'

/** Where a page of messages was read: the newest one, the one before a seq, or the one after a seq. */
export interface PagePlace {
  before?: number
  after?: number
}

/** A stretch of seqs whose messages are all loaded: from ≤ seq < to. */
interface Span {
  from: number
  to: number
}

/**
 * What this browser holds of one room: a snapshot, the pages of messages read so far and the events since. The messages are stretches
 * without holes, of which the last always reaches to the head; where one ends before the next begins, messages are missing (`gaps`).
 * Events are applied strictly last + 1; what is ahead is held, what is already in is dropped.
 * No I/O: whoever owns it fetches what it lacks (`lacks`) and throws it away when it says so (`uncertain`, 'resync').
 */
export class RoomReplica {
  readonly epoch: string
  state: RoomState
  /** At least one page is in, so "no messages" means that there are none. */
  loaded = false
  private readonly held = new Map<number, RoomEvent>()
  private log: RoomEvent[] = []
  private logAfter: number
  private future: { page: MessagePage; place: PagePlace }[] = []
  private spans: Span[]

  constructor(snapshot: RoomSnapshot) {
    this.epoch = snapshot.epoch
    this.state = fromSnapshot(snapshot)
    this.logAfter = snapshot.head
    this.spans = [{ from: snapshot.n === 0 ? 0 : snapshot.head + 1, to: Infinity }]
  }

  get head(): number {
    return this.state.head
  }

  /** The first message of the room is loaded. */
  get reachedStart(): boolean {
    return this.spans[0]!.from <= 1
  }

  /** Everything from here to the first gap above is loaded: what to read before, to read further back from the top. */
  get oldest(): number {
    return this.spans[0]!.from
  }

  /** Stretches that are missing between what is loaded, ascending: after < seq < before. */
  get gaps(): { after: number; before: number }[] {
    return this.spans.slice(1).map((span, i) => ({ after: this.spans[i]!.to - 1, before: span.from }))
  }

  /** Whether a message that stands at this seq would be loaded. */
  covers(seq: number): boolean {
    return this.spans.some(s => s.from <= seq && seq < s.to)
  }

  /** Something is held that cannot be applied yet: events between are missing. */
  get lacks(): boolean {
    return this.held.size > 0 || this.future.length > 0
  }

  /** Takes events in any order and number, and returns those that could be applied now. */
  receive(events: readonly RoomEvent[]): RoomEvent[] {
    for (const event of events) if (event.seq > this.head) this.held.set(event.seq, event)
    const applied: RoomEvent[] = []
    for (let next = this.held.get(this.head + 1); next; next = this.held.get(this.head + 1)) {
      this.held.delete(next.seq)
      this.state = applyEvent(this.state, next)
      applied.push(next)
    }
    if (applied.length === 0) return applied
    this.remember(applied)
    const due = this.future.filter(f => f.page.head <= this.head)
    this.future = this.future.filter(f => f.page.head > this.head)
    for (const { page, place } of due) this.addPage(page, place)
    return applied
  }

  /**
   * Takes a page of messages; it may stand apart from what is loaded.
   * 'waiting': it is newer than the events so far and is put in when they come; 'stale': read it again; 'resync': another epoch.
   */
  addPage(page: MessagePage, place: PagePlace = {}): PageOutcome {
    if (page.epoch !== this.epoch) return 'resync'
    if (page.head > this.head) {
      this.future.push({ page, place })
      return 'waiting'
    }
    if (page.head < this.logAfter) return 'stale'
    const since = this.log.slice(page.head - this.logAfter)
    const fresh = page.messages
      .filter(m => !this.covers(m.seq))
      .map(m => since.reduce((now, event) => applyToMessage(now, event), normalise(m)))
      .map(m => (since.length > 0 ? { ...m, ...openOf(this.state.asks, m.seq) } : m))
    if (fresh.length > 0) this.state = { ...this.state, messages: merge(this.state.messages, fresh) }
    this.join(stretchOf(page, place))
    this.loaded = true
    return 'merged'
  }

  private join(span: Span): void {
    if (span.from >= span.to) return
    const apart = this.spans.filter(s => s.to < span.from || s.from > span.to)
    const touching = this.spans.filter(s => s.to >= span.from && s.from <= span.to)
    const whole = { from: Math.min(span.from, ...touching.map(s => s.from)), to: Math.max(span.to, ...touching.map(s => s.to)) }
    this.spans = [...apart, whole].sort((x, y) => x.from - y.from)
  }

  private remember(applied: RoomEvent[]): void {
    this.log.push(...applied)
    if (this.log.length <= 2 * LOG_LENGTH) return
    const dropped = this.log.length - LOG_LENGTH
    this.log = this.log.slice(dropped)
    this.logAfter += dropped
  }
}

/** Which stretch of the room a page tells all about. */
function stretchOf(page: MessagePage, { before, after }: PagePlace): Span {
  const first = page.messages[0]?.seq
  const last = page.messages.at(-1)?.seq
  if (after !== undefined) return { from: after + 1, to: page.more && last !== undefined ? last + 1 : page.head + 1 }
  const to = Math.min(before ?? Infinity, page.head + 1)
  return { from: page.more ? first ?? to : 0, to }
}

/** Both ascend and share no seq. */
function merge(these: readonly Message[], those: readonly Message[]): Message[] {
  if (these.length === 0 || those.at(-1)!.seq < these[0]!.seq) return [...those, ...these]
  const all: Message[] = []
  let at = 0
  for (const m of these) {
    while (at < those.length && those[at]!.seq < m.seq) all.push(those[at++]!)
    all.push(m)
  }
  return [...all, ...those.slice(at)]
}
