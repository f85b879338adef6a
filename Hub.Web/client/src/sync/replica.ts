import type { MessagePage, RoomEvent, RoomSnapshot } from '../api/types'
import { applyEvent, applyToMessage, fromSnapshot, normalise, type RoomState } from './fold'

/** Events that are kept after they were applied, so that a page read before them can still be brought up to date. */
const LOG_LENGTH = 2000

export type PageOutcome = 'merged' | 'waiting' | 'stale' | 'resync'

/**
 * What this browser holds of one room: a snapshot, the pages of messages read so far and the events since, always one unbroken
 * stretch of messages up to the head. Events are applied strictly last + 1; what is ahead is held, what is already in is dropped.
 * No I/O: whoever owns it fetches what it lacks (`lacks`) and throws it away when it says so (`uncertain`, 'resync').
 */
export class RoomReplica {
  readonly epoch: string
  state: RoomState
  /** The first message of the room is loaded. */
  reachedStart = false
  /** At least one page is in, so "no messages" means that there are none. */
  loaded = false
  private readonly held = new Map<number, RoomEvent>()
  private log: RoomEvent[] = []
  private logAfter: number
  private future: { page: MessagePage; before: number | undefined }[] = []

  constructor(snapshot: RoomSnapshot) {
    this.epoch = snapshot.epoch
    this.state = fromSnapshot(snapshot)
    this.logAfter = snapshot.head
    this.reachedStart = snapshot.n === 0
  }

  get head(): number {
    return this.state.head
  }

  get oldest(): number | undefined {
    return this.state.messages[0]?.seq
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
    for (const { page, before } of due) this.addPage(page, before)
    return applied
  }

  /**
   * Takes a page of messages read with `before` (none: the newest page).
   * 'waiting': it is newer than the events so far and is put in when they come; 'stale': read it again; 'resync': another epoch.
   */
  addPage(page: MessagePage, before?: number): PageOutcome {
    if (page.epoch !== this.epoch) return 'resync'
    if (page.head > this.head) {
      this.future.push({ page, before })
      return 'waiting'
    }
    if (page.head < this.logAfter) return 'stale'
    const oldest = this.oldest
    if (before !== undefined && (oldest === undefined || before < oldest)) return 'stale'
    const since = this.log.slice(page.head - this.logAfter)
    const older = page.messages
      .filter(m => oldest === undefined || m.seq < oldest)
      .map(m => since.reduce(applyToMessage, normalise(m)))
    this.state = { ...this.state, messages: [...older, ...this.state.messages] }
    const first = page.messages[0]?.seq
    if (oldest === undefined || first === undefined || first <= oldest) this.reachedStart = !page.more
    this.loaded = true
    return 'merged'
  }

  private remember(applied: RoomEvent[]): void {
    this.log.push(...applied)
    if (this.log.length <= 2 * LOG_LENGTH) return
    const dropped = this.log.length - LOG_LENGTH
    this.log = this.log.slice(dropped)
    this.logAfter += dropped
  }
}
