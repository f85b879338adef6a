import { liveQuery, type Subscription } from 'dexie'
import { createStore } from 'zustand/vanilla'
import { passes, Refusal } from '../api/http'
import type { Command, Id, Instant } from '../api/types'
import { fullJitter, Sleeper } from './backoff'
import { takeAway, type Draft } from './drafts'
import type { OutboxRow, Sealed, Vault } from './vault'

export interface Pending {
  id: Id
  roomId: Id
  command: Command
  at: Instant
  /** A final refusal; the person decides what becomes of it. */
  refused: { status: number; detail: string } | null
  /** Done, as event `seq`, which has not reached this page yet. */
  sentAs?: number
  /** Its own event has a later seq: the head of the room as it was written, as far as that was known, or what was answered since. */
  after?: number
}

type Letter = Pick<Pending, 'command' | 'at' | 'refused' | 'after'>

/** Drawing a line takes longer than writing it, and somebody waits at the other end: it is drawn after it was sent, but no later than this. */
const SHOWN_WITHIN_MS = 50

interface Options {
  send: (roomId: Id, command: Command) => Promise<{ seq: number }>
  delay?: (attempt: number) => number
  /** The least that is known of a room's head, open or not. */
  head?: (roomId: Id) => number | undefined
  /** Runs `work` while no other tab of this person does. */
  exclusively?: (name: string, signal: AbortSignal, work: () => Promise<void>) => Promise<void>
  now?: () => Date
}

/**
 * What a person sent and the server has not taken yet. It stands in the vault until an answer comes, so it survives a reload; it goes out
 * in order within each room, with the same command ids each time, so twice does no harm. One tab sends for all.
 */
export class Outbox {
  readonly pending = createStore<{ list: readonly Pending[] }>(() => ({ list: [] }))
  private rows: readonly Pending[] = []
  private sent: readonly Pending[] = []
  /** On their way into the vault. */
  private unwritten: readonly Pending[] = []
  /** Answered here; a reading of the vault from before that may still be on its way to the page. */
  private readonly done = new Set<Id>()
  private readonly opened = new Map<Id, { state: OutboxRow['state']; pending: Pending }>()
  private readonly sleeper = new Sleeper()
  private readonly heads = new Map<Id, number>()
  /** The last answer in each room, to any tab: what is sent after it comes after that. */
  private readonly answered = new Map<Id, number>()
  private readonly attempts = new Map<Id, { count: number; notBefore: number }>()
  /** Kept by this tab since the vault was last read for sending; null until this is the tab that sends. */
  private fresh: OutboxRow[] | null = null
  /** The last write into the vault of each room that has one before it. */
  private readonly writing = new Map<Id, Promise<void>>()
  private shown = 0
  private readonly stopping = new AbortController()
  private subscription: Subscription | null = null
  private others: BroadcastChannel | null = null

  constructor(private readonly vault: Vault, private readonly options: Options) {}

  start(): void {
    const { db } = this.vault
    this.subscription = liveQuery(async () => ({ rows: await db.outbox.orderBy('order').toArray(), answers: await db.answers.toArray() })).subscribe({
      next: ({ rows, answers }) => {
        for (const { roomId, seq } of answers) this.wasAnswered(roomId, seq)
        void this.show(rows)
      },
      error: () => { /* the database was closed or wiped */ },
    })
    const exclusively = this.options.exclusively ?? webLock
    const name = `care-hub-outbox-${this.vault.userId}`
    this.others = new BroadcastChannel(name)
    this.others.onmessage = () => this.sleeper.wake()
    exclusively(name, this.stopping.signal, () => this.drain()).catch(() => { /* stopped while waiting */ })
  }

  stop(): void {
    this.stopping.abort()
    this.subscription?.unsubscribe()
    this.others?.close()
    this.sleeper.wake()
  }

  /** Tries everything now: the connection is back. */
  wake(): void {
    this.attempts.clear()
    this.sleeper.wake()
  }

  /**
   * Keeps a command until it is done. Resolves when it is safe, not when it is sent.
   * @param draft what it was until now: gone with the same write, so that a reload finds one of them and not both
   */
  async put(roomId: Id, command: Command, draft?: Draft): Promise<void> {
    const letter: Letter = { command, at: (this.options.now?.() ?? new Date()).toISOString(), refused: null, after: this.headOf(roomId) }
    const pending: Pending = { id: command.id, roomId, ...letter }
    this.opened.set(command.id, { state: 'waiting', pending })
    this.unwritten = [...this.unwritten, pending]
    const showing = setTimeout(() => this.publish(), SHOWN_WITHIN_MS)
    try {
      const row = await this.inTurn(roomId, this.vault.seal(letter, place(roomId, command.id)), sealed => this.write({ id: command.id, roomId, state: 'waiting', sealed }, draft))
      this.rows = [...this.rows.filter(p => p.id !== command.id), pending]
      this.fresh?.push(row)
      this.sleeper.wake()
      // Where this tab sends and nothing is before it, it is on the wire by then.
      await new Promise(resolve => setTimeout(resolve))
    } finally {
      clearTimeout(showing)
      this.unwritten = this.unwritten.filter(p => p !== pending)
      this.publish()
    }
  }

  /** When what is being put is in the vault, or could not be. */
  async written(): Promise<void> {
    await Promise.all(this.writing.values())
  }

  /** Written in the order in which it was put, within a room: sealing two at once may end in either. */
  private inTurn(roomId: Id, sealing: Promise<Sealed>, write: (sealed: Sealed) => Promise<OutboxRow>): Promise<OutboxRow> {
    const before = this.writing.get(roomId)
    const turn = Promise.all([sealing, before]).then(([sealed]) => write(sealed))
    // What cannot be sealed fails at once, and what comes after it still waits for what is before it.
    const over = Promise.allSettled([turn, before]).then(() => { if (this.writing.get(roomId) === over) this.writing.delete(roomId) })
    this.writing.set(roomId, over)
    return turn
  }

  private async write(row: OutboxRow, draft: Draft | undefined): Promise<OutboxRow> {
    const { db } = this.vault
    await db.transaction('rw', db.outbox, db.drafts, async () => {
      // A copy, for Dexie writes the order into what it is given.
      await db.outbox.add({ ...row })
      if (draft) await takeAway(db, draft)
    })
    return row
  }

  /** Sends a refused one again, with the same id. */
  async retry(id: Id): Promise<void> {
    await this.vault.db.outbox.where('id').equals(id).modify({ state: 'waiting' })
    this.wake()
  }

  async discard(id: Id): Promise<void> {
    await this.vault.db.outbox.where('id').equals(id).delete()
  }

  /** The page shows the room up to `head` (null: no longer): what was sent as an event up to it is no longer pending. */
  seen(roomId: Id, head: number | null): void {
    if (head === null) this.heads.delete(roomId)
    else this.heads.set(roomId, head)
    const still = this.sent.filter(p => p.roomId !== roomId || (head !== null && p.sentAs! > head))
    if (still.length === this.sent.length) return
    this.sent = still
    this.publish()
  }

  private async drain(): Promise<void> {
    let empty = false
    this.fresh = []
    while (!this.stopping.signal.aborted) {
      // After the vault was found empty, what this tab wrote is all there is, as far as it knows; it is read again after that.
      const fresh = this.fresh.splice(0)
      const waiting: OutboxRow[] = empty && fresh.length > 0 ? fresh : await this.readWaiting()
      empty = waiting.length === 0
      const rooms = [...byRoom(waiting)].filter(([room]) => (this.attempts.get(room)?.notBefore ?? 0) <= Date.now())
      await Promise.all(rooms.map(async ([room, rows]) => {
        for (const row of rows) {
          const outcome = await this.sendOne(row)
          if (outcome !== 'later') { this.attempts.delete(room); continue }
          const count = (this.attempts.get(room)?.count ?? 0) + 1
          this.attempts.set(room, { count, notBefore: Date.now() + (this.options.delay ?? fullJitter)(count) })
          return
        }
      }))
      if (rooms.length > 0 && rooms.every(([room]) => !this.attempts.has(room))) continue
      const due = Math.min(...[...this.attempts.values()].map(a => a.notBefore - Date.now()), 30_000)
      await this.sleeper.sleep(Math.max(due, 20))
    }
  }

  private async readWaiting(): Promise<OutboxRow[]> {
    const rows = (await this.vault.db.outbox.orderBy('order').toArray()).filter(r => r.state === 'waiting')
    // Written while it was read: what is among these is not new any more.
    this.fresh = this.fresh!.filter(f => !rows.some(r => r.id === f.id))
    return rows
  }

  private async sendOne(row: OutboxRow): Promise<'done' | 'refused' | 'later'> {
    const { command, at, after } = this.opened.get(row.id)?.pending ?? await this.vault.open<Letter>(row.sealed, place(row.roomId, row.id))
    const letter: Letter = { command, at, refused: null, after }
    if (this.stopping.signal.aborted) return 'later'
    try {
      const { seq } = await this.options.send(row.roomId, letter.command)
      // Of a room that is being opened the page does not say yet how far it is.
      if (seq > (this.heads.get(row.roomId) ?? 0)) this.sent = [...this.sent, { id: row.id, roomId: row.roomId, ...letter, sentAs: seq }]
      this.wasAnswered(row.roomId, seq)
      this.done.add(row.id)
      this.rows = this.rows.filter(p => p.id !== row.id)
      this.publish()
      const { db } = this.vault
      // At once, for other tabs, and after a reload.
      await db.transaction('rw', db.outbox, db.answers, async () => {
        await db.outbox.where('id').equals(row.id).delete()
        await db.answers.put({ roomId: row.roomId, seq: this.answered.get(row.roomId)! })
      })
      return 'done'
    } catch (error) {
      if (passes(error) || this.stopping.signal.aborted) return 'later'
      const { status, detail } = error as Refusal
      const sealed = await this.vault.seal({ ...letter, refused: { status, detail } } satisfies Letter, place(row.roomId, row.id))
      await this.vault.db.outbox.where('id').equals(row.id).modify({ state: 'refused', sealed })
      return 'refused'
    }
  }

  private wasAnswered(roomId: Id, seq: number): void {
    this.answered.set(roomId, Math.max(seq, this.answered.get(roomId) ?? 0))
  }

  private async show(rows: OutboxRow[]): Promise<void> {
    const turn = ++this.shown
    if (rows.some(r => r.state === 'waiting' && this.opened.get(r.id)?.state !== 'waiting')) {
      this.sleeper.wake()
      // The tab that sends may not have heard of it: a page that is left right after its write tells nobody.
      this.others?.postMessage(null)
    }
    const list = await Promise.all(rows.map(async row => {
      const known = this.opened.get(row.id)
      if (known?.state === row.state) return known.pending
      const letter = await this.vault.open<Letter>(row.sealed, place(row.roomId, row.id))
      const pending: Pending = { id: row.id, roomId: row.roomId, ...letter, refused: row.state === 'refused' ? letter.refused : null }
      this.opened.set(row.id, { state: row.state, pending })
      return pending
    }))
    if (this.stopping.signal.aborted || turn !== this.shown) return
    const ids = new Set(rows.map(r => r.id))
    for (const { id } of this.unwritten) ids.add(id)
    for (const id of this.opened.keys()) if (!ids.has(id)) this.opened.delete(id)
    for (const id of this.done) if (!ids.has(id)) this.done.delete(id)
    this.rows = list
    this.publish()
  }

  private publish(): void {
    const sent = new Set(this.sent.map(p => p.id))
    const written = new Set(this.rows.map(p => p.id))
    const rest = [...this.rows, ...this.unwritten.filter(p => !written.has(p.id))]
    this.pending.setState({ list: [...this.sent, ...rest.filter(p => !sent.has(p.id) && !this.done.has(p.id)).map(p => this.placed(p))] })
  }

  private headOf(roomId: Id): number | undefined {
    const known = [this.answered.get(roomId), this.options.head?.(roomId)].filter(n => n !== undefined)
    return this.heads.get(roomId) ?? (known.length > 0 ? Math.max(...known) : undefined)
  }

  private placed(p: Pending): Pending {
    const answered = this.answered.get(p.roomId) ?? 0
    return p.after !== undefined && p.after < answered ? { ...p, after: answered } : p
  }
}

function place(roomId: Id, id: Id): string {
  return `outbox/${roomId}/${id}`
}

function byRoom(rows: OutboxRow[]): Map<Id, OutboxRow[]> {
  const rooms = new Map<Id, OutboxRow[]>()
  for (const row of rows) rooms.set(row.roomId, [...(rooms.get(row.roomId) ?? []), row])
  return rooms
}

async function webLock(name: string, signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  await navigator.locks.request(name, { signal }, work)
}
