import { createStore } from 'zustand/vanilla'
import { Refusal } from '../api/http'
import { api } from '../api/routes'
import type { Command, Heads, Id, Me, Notice, Position, RoomEvent, Signal } from '../api/types'
import { Begun } from './begun'
import { Connection, roomsHub, type Wire } from './connection'
import { Drafts } from './drafts'
import { FileDrafts } from './fileDrafts'
import { LiveRoom } from './liveRoom'
import { NoticeList } from './noticeList'
import { Outbox } from './outbox'
import { RoomList } from './roomList'
import { now, ServerClock } from './serverClock'
import { throttled } from './throttle'
import { Vault } from './vault'

const POSITION_MS = 1000
const POINTER_MS = 50
/** Whoever locks or signs out waits no longer than this for what is still being written. */
const WRITING_MS = 2000

/**
 * Everything this page holds for the person who is signed in. It belongs to exactly one person: each new connection is asked whose it is,
 * and when it is somebody else's, `onOther` is told and nothing is shown or sent.
 */
export class HubSession {
  readonly rooms: RoomList
  readonly notices = new NoticeList()
  readonly outbox: Outbox
  readonly drafts: Drafts
  readonly files: FileDrafts
  readonly begun: Begun
  readonly connection: Connection
  readonly clock = new ServerClock(() => api.time().then(t => t.now))
  /** Something that has no words could not be kept, and is not done; until anything can be kept again. */
  readonly unkept = createStore(() => ({ isSo: false, turn: 0 }))
  private readonly sendPointer = throttled<{ room: Id; signal: Signal }>(POINTER_MS, ({ room, signal }) => this.connection.send('Signal', room, signal))
  private readonly end = new AbortController()
  /** When this person is not here any more. */
  readonly ending = this.end.signal
  private readonly live = new Map<Id, LiveRoom>()
  private readonly told = new Map<string, { seq: number; timer: ReturnType<typeof setTimeout> | null }>()

  private constructor(readonly me: Me, private readonly vault: Vault, onOther: () => void, makeWire: () => Wire) {
    this.rooms = new RoomList(me.id)
    this.outbox = new Outbox(vault, { send: (room, command) => this.connection.invoke('Send', room, command), head: room => this.rooms.view.getState().rooms.find(r => r.id === room)?.head, now })
    this.drafts = new Drafts(vault)
    this.files = new FileDrafts(vault)
    this.begun = new Begun(vault)
    this.connection = new Connection({
      makeWire,
      verify: async () => {
        const now = await api.me().catch((error: unknown) => {
          if (error instanceof Refusal && error.status === 401) onOther()
          throw error
        })
        if (now.id === me.id) return
        onOther()
        throw new Refusal(401, 'Somebody else is signed in.')
      },
      handlers: {
        Events: (room: Id, events: RoomEvent[]) => this.onEvents(room, events),
        Heads: (heads: Heads) => this.onHeads(heads),
        Presence: (room: Id, present: { userId: Id }[]) => this.live.get(room)?.presence(present.map(p => p.userId)),
        Signal: (room: Id, user: Id, signal: Signal) => { if (user !== me.id) this.live.get(room)?.signal(user, signal) },
        Positions: (room: Id, positions: Position[]) => this.onPositions(room, positions),
        Inbox: (items: Notice[]) => { this.notices.are(items); this.rooms.soon(0) },
      },
    })
    this.connection.phase.subscribe(({ phase }) => { if (phase === 'online') this.onOnline() })
  }

  static async open(me: Me, onOther: () => void, makeWire: () => Wire = roomsHub): Promise<HubSession> {
    return new HubSession(me, await Vault.open(me.id), onOther, makeWire)
  }

  start(): void {
    this.clock.lead()
    void this.rooms.refresh()
    void this.notices.refresh()
    this.outbox.start()
    this.begun.start()
    this.connection.start()
  }

  /** The room, live from now on. Each call needs a `release`. */
  enter(id: Id): LiveRoom {
    const there = this.live.get(id)
    if (there) return there
    const room = new LiveRoom(
      id,
      { online: () => this.connection.online, invoke: (m, ...a) => this.connection.invoke(m, ...a), send: (m, ...a) => this.connection.send(m, ...a) },
      (roomId, head) => { this.outbox.seen(roomId, head); this.tell('Delivered', roomId, head) },
    )
    this.live.set(id, room)
    room.reconnected()
    return room
  }

  release(id: Id): void {
    this.live.get(id)?.close()
    this.live.delete(id)
    this.outbox.seen(id, null)
  }

  /** Sends when there is a connection, sooner or later; kept until then. A draft that it was ends with it. */
  async post(room: Id, command: Command, draft?: string): Promise<void> {
    const { turn } = this.unkept.getState()
    const left = draft ? this.drafts.leave(draft) : undefined
    await this.outbox.put(room, command, left)
    // Only what was begun after it shows that this browser can keep again.
    if (this.unkept.getState().turn === turn) this.unkept.setState({ isSo: false })
    if (left) this.drafts.gone(left)
  }

  /** The same for what has no words to come back: whether it is kept. */
  async act(room: Id, command: Command): Promise<boolean> {
    try {
      await this.post(room, command)
      return true
    } catch {
      this.unkept.setState(({ turn }) => ({ isSo: true, turn: turn + 1 }))
      return false
    }
  }

  /** I have read this room up to `seq`. */
  read(room: Id, seq: number): void {
    this.tell('Read', room, seq)
  }

  /** Points on a picture, for all in the room: at most 20 times a second. */
  readonly point = (room: Id, attachment: Id, x: number, y: number): void => this.sendPointer({ room, signal: { type: 'pointer', attachment, x, y } })

  typing(room: Id): void {
    this.connection.send('Signal', room, { type: 'typing' } satisfies Signal)
  }

  /** Lets go of everything in memory; what is sealed stays in this browser. */
  async close(): Promise<void> {
    this.end.abort()
    await Promise.race([this.written(), new Promise(resolve => setTimeout(resolve, WRITING_MS))])
    this.drafts.stop()
    this.files.stop()
    this.outbox.stop()
    this.begun.stop()
    this.rooms.stop()
    this.clock.stop()
    this.notices.stop()
    for (const id of [...this.live.keys()]) this.release(id)
    for (const { timer } of this.told.values()) if (timer) clearTimeout(timer)
    await this.connection.stop()
    this.vault.close()
  }

  private async written(): Promise<void> {
    await this.drafts.flush().catch(() => { /* the database is gone */ })
    await this.outbox.written()
    // What could not be written is a draft again.
    await new Promise(resolve => setTimeout(resolve))
    await this.drafts.flush().catch(() => { /* as above */ })
  }

  private onOnline(): void {
    this.clock.start()
    this.rooms.reconnected()
    void this.notices.refresh()
    this.told.clear()
    for (const room of this.live.values()) room.reconnected()
    this.outbox.wake()
  }

  private onEvents(id: Id, events: RoomEvent[]): void {
    this.live.get(id)?.events(events)
    const last = events.at(-1)
    if (last) {
      this.clock.heard(last.at)
      this.rooms.touched(id, { head: last.seq, n: last.n })
    }
    if (events.some(e => e.type === 'memberRemoved' || e.type === 'roomShredded' || e.type === 'roomRenamed' || e.type === 'memberAdded')) this.rooms.soon(300)
  }

  private onHeads(heads: Heads): void {
    this.rooms.heads(heads)
    for (const [id, room] of this.live) if (heads[id]) room.headIs(heads[id].head)
  }

  private onPositions(id: Id, positions: Position[]): void {
    this.live.get(id)?.positions(positions)
    this.rooms.positions(id, positions)
  }

  /** Says how far, at most once a second per room, and always the last. */
  private tell(what: 'Read' | 'Delivered', room: Id, seq: number): void {
    const key = `${what} ${room}`
    const told = this.told.get(key)
    if (told && told.seq >= seq) return
    if (told?.timer) { told.seq = seq; return }
    const entry = { seq, timer: null as ReturnType<typeof setTimeout> | null }
    this.told.set(key, entry)
    this.connection.send(what, room, seq)
    entry.timer = setTimeout(() => {
      entry.timer = null
      if (entry.seq > seq) { const latest = entry.seq; entry.seq = seq; this.tell(what, room, latest) }
    }, POSITION_MS)
  }
}
