import { createStore } from 'zustand/vanilla'
import { api } from '../api/routes'
import type { Heads, Id, Position, RoomSummary } from '../api/types'

/** Time between two full readings when only counts of rooms moved. */
const REFRESH_MS = 4000
/** Heads of all my rooms come every 10 s; a room not named for this long is no longer mine. */
const SILENCE_MS = 25_000

export interface RoomListView {
  loaded: boolean
  failed: boolean
  rooms: readonly RoomSummary[]
  /** Mine too, but their record was changed outside Care Hub: nothing of them can be shown but that. */
  tampered: readonly RoomSummary[]
}

/** All my rooms with head and unread, kept fresh by Heads and Positions; read again when something else may have changed. */
export class RoomList {
  readonly view = createStore<RoomListView>(() => ({ loaded: false, failed: false, rooms: [], tampered: [] }))
  private timer: ReturnType<typeof setTimeout> | undefined
  private last = 0
  private stopped = false
  private readonly named = new Map<Id, number>()

  constructor(private readonly me: Id, private readonly read: () => Promise<RoomSummary[]> = api.rooms) {}

  async refresh(): Promise<void> {
    clearTimeout(this.timer)
    this.timer = undefined
    this.last = Date.now()
    try {
      const rooms = await this.read()
      if (this.stopped) return
      for (const room of rooms) this.named.set(room.id, Date.now())
      this.view.setState({ loaded: true, failed: false, rooms: byTime(rooms.filter(r => !r.tampered)), tampered: byTime(rooms.filter(r => r.tampered)) })
    } catch {
      if (!this.stopped) this.view.setState({ failed: true })
    }
  }

  heads(heads: Heads): void {
    const now = Date.now()
    for (const id of Object.keys(heads)) this.named.set(id, now)
    const { rooms, tampered } = this.view.getState()
    const known = new Set([...rooms, ...tampered].map(r => r.id))
    const unknown = Object.keys(heads).some(id => !known.has(id))
    const silent = rooms.some(r => now - (this.named.get(r.id) ?? now) > SILENCE_MS)
    const moved = rooms.some(r => (heads[r.id]?.head ?? 0) > r.head)
    if (moved) this.view.setState({ rooms: rooms.map(r => advance(r, heads[r.id])) })
    if (unknown || silent) this.soon(200)
    else if (moved) this.soon(REFRESH_MS)
  }

  /** Something in a room that is open here moved: events came, or somebody read. */
  touched(id: Id, head: { head: number; n: number }): void {
    const room = this.view.getState().rooms.find(r => r.id === id)
    if (!room || head.head <= room.head) return
    this.heads({ [id]: head })
  }

  positions(id: Id, positions: Position[]): void {
    const mine = positions.find(p => p.userId === this.me)
    if (!mine) return
    this.view.setState(({ rooms }) => ({
      rooms: rooms.map(r => (r.id === id && mine.read >= r.read ? { ...r, read: mine.read, unread: Math.max(0, r.n - mine.readN), mentions: r.n > mine.readN ? r.mentions : 0 } : r)),
    }))
  }

  /** A reconnect or a sleep lies behind: nothing was named meanwhile, which means nothing. */
  reconnected(): void {
    this.named.clear()
    void this.refresh()
  }

  stop(): void {
    this.stopped = true
    clearTimeout(this.timer)
  }

  soon(ms: number): void {
    if (this.stopped || this.timer) return
    this.timer = setTimeout(() => void this.refresh(), Math.max(ms, this.last + Math.min(ms, 1000) - Date.now()))
  }
}

function advance(room: RoomSummary, to: { head: number; n: number } | undefined): RoomSummary {
  if (!to || to.head <= room.head) return room
  return { ...room, head: to.head, n: to.n, unread: room.unread + (to.n - room.n) }
}

function byTime(rooms: RoomSummary[]): RoomSummary[] {
  return [...rooms].sort((a, b) => (a.lastAt < b.lastAt ? 1 : a.lastAt > b.lastAt ? -1 : 0))
}
