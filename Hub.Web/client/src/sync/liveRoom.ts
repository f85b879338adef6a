import { createStore } from 'zustand/vanilla'
import { Refusal, Unreachable } from '../api/http'
import { api } from '../api/routes'
import type { Id, MessagePage, Position, RoomEvent, Signal } from '../api/types'
import { fullJitter, Sleeper } from './backoff'
import { emptyRoom, type RoomState } from './fold'
import { RoomReplica, type PageOutcome, type PagePlace } from './replica'

/** How far behind a room may be and still be caught up event by event; further, it is opened anew. */
const LONGEST_CATCH_UP = 3000
/** Messages read on each side of one that is gone to. */
const AROUND = 40
const TYPING_SHOWN_MS = 5000
const POINTER_SHOWN_MS = 3000
const FRAME_MS = 40

export interface RoomView {
  /** 'gone': unknown, or one is no longer a member. 'refused': for the reason that is told. */
  phase: 'opening' | 'ready' | 'gone' | 'refused'
  refusal: string | null
  room: RoomState
  reachedStart: boolean
  loadingOlder: boolean
  /** Stretches between what is loaded that are not: after < seq < before. */
  gaps: readonly Gap[]
  positions: ReadonlyMap<Id, Position>
  present: readonly Id[]
  typing: readonly Id[]
  /** Where people point just now. */
  pointers: ReadonlyMap<Id, Pointer>
}

/** A place on a picture, in fractions of its width and height. */
export interface Pointer {
  attachment: Id
  x: number
  y: number
}

export interface Gap {
  after: number
  before: number
}

export interface Hubward {
  online(): boolean
  invoke<T>(method: string, ...args: unknown[]): Promise<T>
  send(method: string, ...args: unknown[]): void
}

export type Server = Pick<typeof api, 'room' | 'events' | 'messages' | 'messagesAfter'>

/**
 * One room that is open on this page, kept equal to the server's: enter, read the head, catch up, drop what is already held; and again
 * after each reconnect. All of that runs in one loop, one step at a time, so no two answers race.
 */
export class LiveRoom {
  readonly view = createStore<RoomView>(() => ({
    phase: 'opening', refusal: null, room: emptyRoom, reachedStart: false, loadingOlder: false, gaps: [], positions: new Map(), present: [], typing: [], pointers: new Map(),
  }))
  private replica: RoomReplica | null = null
  private entered = false
  /** Counts connections: an answer of an earlier one says nothing about this one. */
  private line = 0
  /** Events that came while the room was being fetched: the snapshot may be older than they are. */
  private early: RoomEvent[] = []
  private opening = false
  private announced = 0
  private running = false
  /** Between two tries. */
  private readonly pause = new Sleeper()
  private pausing = false
  private again = false
  private closed = false
  private published = 0
  /** A message far back that somebody looks at: what stands around it is read again when the room is opened anew. */
  private lookedAt: number | undefined
  private readonly filling = new Set<number>()
  private frame: ReturnType<typeof setTimeout> | undefined
  private readonly pointing = new Map<Id, ReturnType<typeof setTimeout>>()
  private readonly typingUntil = new Map<Id, ReturnType<typeof setTimeout>>()

  constructor(
    readonly id: Id,
    private readonly hub: Hubward,
    private readonly onSeen: (room: Id, head: number) => void,
    private readonly server: Server = api,
    private readonly delay: (attempt: number) => number = attempt => fullJitter(attempt, { baseMs: 300, maxMs: 10_000 }),
  ) {}

  /** The connection is new: nothing is entered on it yet. */
  reconnected(): void {
    this.entered = false
    this.line++
    if (this.pausing) this.pause.wake()
    this.sync()
  }

  /** The server says that the room stands at `head`. */
  headIs(head: number): void {
    if (!this.replica || head <= this.replica.head) return
    this.announced = Math.max(this.announced, head)
    setTimeout(() => { if (!this.closed && this.replica && this.replica.head < this.announced) this.sync() }, 1500)
  }

  events(events: RoomEvent[]): void {
    if (this.closed) return
    if (this.opening || !this.replica) this.early.push(...events)
    if (!this.replica) return
    this.apply(events)
    if (this.replica.lacks || this.replica.state.uncertain) this.sync()
  }

  positions(positions: Position[]): void {
    const next = new Map(this.view.getState().positions)
    for (const p of positions) {
      const known = next.get(p.userId)
      next.set(p.userId, {
        userId: p.userId, read: Math.max(p.read, known?.read ?? 0), readN: Math.max(p.readN, known?.readN ?? 0), delivered: Math.max(p.delivered, known?.delivered ?? 0),
      })
    }
    this.view.setState({ positions: next })
  }

  presence(userIds: Id[]): void {
    this.view.setState({ present: userIds })
  }

  /** Somebody points; without another word of it the pointer goes after a moment. */
  point(userId: Id, attachment: Id, x: number, y: number): void {
    clearTimeout(this.pointing.get(userId))
    this.pointing.set(userId, setTimeout(() => this.movePointer(userId, null), POINTER_SHOWN_MS))
    this.movePointer(userId, { attachment, x, y })
  }

  signal(userId: Id, signal: Signal): void {
    if (signal.type === 'pointer') return this.point(userId, signal.attachment, signal.x, signal.y)
    if (signal.type !== 'typing') return
    clearTimeout(this.typingUntil.get(userId))
    this.typingUntil.set(userId, setTimeout(() => this.stoppedTyping(userId), TYPING_SHOWN_MS))
    this.view.setState({ typing: [...this.typingUntil.keys()] })
  }

  /** Reads the page before all that is loaded. */
  async loadOlder(): Promise<void> {
    const replica = this.replica
    if (!replica || replica.reachedStart || this.view.getState().loadingOlder) return
    this.view.setState({ loadingOlder: true })
    try {
      await this.read(replica, { before: replica.oldest })
    } finally {
      this.view.setState({ loadingOlder: false })
      this.publish()
    }
  }

  /** Reads what stands around a message, however far back, and nothing between. Returns when it can be shown. */
  async loadAround(seq: number): Promise<void> {
    const replica = this.replica
    if (!replica || seq > replica.head) return
    this.lookedAt = seq
    if (!replica.covers(seq)) {
      await Promise.all([this.read(replica, { before: seq + 1 }, AROUND), this.read(replica, { after: seq }, AROUND)])
      // A page may be newer than the events that are here: it is put in when they come.
      for (let waits = 0; waits < 40 && replica === this.replica && !replica.covers(seq); waits++) await new Promise(resolve => setTimeout(resolve, 50))
      this.publish(true)
    }
  }

  /** Nobody looks at what is far back any more. */
  atEnd(): void {
    this.lookedAt = undefined
  }

  /** Reads into a gap, from above or from below. */
  async fill(gap: Gap, from: 'above' | 'below'): Promise<void> {
    const replica = this.replica
    if (!replica || this.filling.has(gap.before)) return
    this.filling.add(gap.before)
    try {
      await this.read(replica, from === 'above' ? { after: gap.after } : { before: gap.before })
      this.publish(true)
    } finally {
      this.filling.delete(gap.before)
    }
  }

  close(): void {
    this.closed = true
    clearTimeout(this.frame)
    for (const timer of [...this.typingUntil.values(), ...this.pointing.values()]) clearTimeout(timer)
    if (this.entered) this.hub.invoke('Leave', this.id).catch(() => { /* the connection is gone, and with it the entry */ })
    this.replica = null
  }

  private sync(): void {
    this.again = true
    if (!this.running) void this.run()
  }

  private async run(): Promise<void> {
    this.running = true
    for (let attempt = 0; this.again && !this.closed && (this.hub.online() || !this.replica);) {
      this.again = false
      try {
        await this.step()
        attempt = 0
      } catch (error) {
        if (error instanceof Refusal && error.final) { this.take(error); break }
        this.again = true
        this.pausing = true
        await this.pause.sleep(this.delay(++attempt))
        this.pausing = false
      }
    }
    this.running = false
  }

  private async step(): Promise<void> {
    // Shown while the connection is still being made; what happens meanwhile comes with the entry, as after any outage.
    if (!this.hub.online()) return this.replica ? undefined : this.open()
    let head = Math.max(this.announced, this.replica?.head ?? 0)
    if (!this.entered) {
      const line = this.line
      const at = await this.hub.invoke<{ epoch: string; head: number }>('Enter', this.id)
      if (line !== this.line) return
      this.entered = true
      head = at.head
      // What was shown before there was a connection has reached this device, and could not be said then.
      if (this.replica?.loaded) this.onSeen(this.id, this.replica.head)
      const mine = this.replica
      if (mine && (mine.epoch !== at.epoch || mine.head > at.head || at.head - mine.head > LONGEST_CATCH_UP)) await this.open()
    }
    if (!this.replica || this.replica.state.uncertain) await this.open()
    // Also after opening: what was asked for before the entry may be older than that.
    if (this.replica && (this.replica.lacks || this.replica.head < head)) await this.catchUp()
    if (this.replica && !this.replica.loaded) await this.open()
  }

  /** Fetches the room afresh. What was shown stays until the new one is there; events that come meanwhile are held. */
  private async open(): Promise<void> {
    this.opening = true
    const [snapshot, page] = await Promise.all([this.server.room(this.id), this.server.messages(this.id)])
    const replica = new RoomReplica(snapshot)
    replica.receive(this.early)
    this.replica = replica
    this.early = []
    this.opening = false
    if (this.closed) return
    this.view.setState({ positions: new Map(snapshot.positions.map(p => [p.userId, p])) })
    // Both were asked for at once, and the page may have been read first.
    if (this.put(page, {}) === 'stale') await this.read(replica, {})
    if (this.closed || this.replica !== replica) return
    if (this.lookedAt !== undefined) await this.loadAround(this.lookedAt)
    if (replica.lacks) await this.catchUp()
    if (this.replica === replica && !replica.loaded) throw new Unreachable('The page of messages was older than the room.')
    this.publish(true)
  }

  private async catchUp(): Promise<void> {
    for (;;) {
      const replica = this.replica!
      const page = await this.server.events(this.id, replica.head)
      if (this.closed || this.replica !== replica) return
      if (page.epoch !== replica.epoch || page.head < replica.head && !replica.lacks) return this.open()
      this.apply(page.events)
      if (replica.state.uncertain) return this.open()
      if (page.events.length === 0 || replica.head >= page.head) return
    }
  }

  private async read(replica: RoomReplica, place: PagePlace, limit?: number): Promise<void> {
    const page = place.after === undefined ? await this.server.messages(this.id, place.before, limit) : await this.server.messagesAfter(this.id, place.after, limit)
    if (replica === this.replica && !this.closed) this.put(page, place)
  }

  private put(page: MessagePage, place: PagePlace): PageOutcome {
    const outcome = this.replica!.addPage(page, place)
    if (outcome === 'waiting') this.sync()
    if (outcome === 'resync') { this.replica = null; this.sync() }
    return outcome
  }

  private apply(events: RoomEvent[]): void {
    const replica = this.replica!
    const applied = replica.receive(events)
    if (applied.length === 0) return
    for (const event of applied) if (event.type === 'messagePosted') this.stoppedTyping(event.actor)
    this.publish()
  }

  /** Shows the replica's state, at most once a frame. Before the first page is in, nothing is shown. */
  private publish(now = false): void {
    clearTimeout(this.frame)
    const wait = now ? 0 : this.published + FRAME_MS - Date.now()
    if (wait > 0) { this.frame = setTimeout(() => this.publish(true), wait); return }
    const replica = this.replica
    if (this.closed || !replica?.loaded) return
    this.published = Date.now()
    const { gaps } = this.view.getState()
    this.view.setState({ phase: 'ready', refusal: null, room: replica.state, reachedStart: replica.reachedStart, gaps: sameGaps(gaps, replica.gaps) ? gaps : replica.gaps })
    this.onSeen(this.id, replica.head)
  }

  /** The server will not show it, whoever asks again: what is here goes. */
  private take(refusal: Refusal): void {
    this.replica = null
    const gone = refusal.status === 404
    this.view.setState({ phase: gone ? 'gone' : 'refused', refusal: gone ? null : refusal.detail, room: emptyRoom, gaps: [], present: [], typing: [], pointers: new Map() })
  }

  private movePointer(userId: Id, to: Pointer | null): void {
    const pointers = new Map(this.view.getState().pointers)
    if (to) pointers.set(userId, to)
    else pointers.delete(userId)
    this.view.setState({ pointers })
  }

  private stoppedTyping(userId: Id): void {
    if (!this.typingUntil.has(userId)) return
    clearTimeout(this.typingUntil.get(userId))
    this.typingUntil.delete(userId)
    this.view.setState({ typing: [...this.typingUntil.keys()] })
  }
}

function sameGaps(a: readonly Gap[], b: readonly Gap[]): boolean {
  return a.length === b.length && a.every((gap, i) => gap.after === b[i]!.after && gap.before === b[i]!.before)
}
