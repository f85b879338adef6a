import { createStore } from 'zustand/vanilla'
import type { Expects, Id, Priority } from '../api/types'
import { commandId } from './commandId'
import type { Vault } from './vault'

const PAUSE_MS = 400
const AGAIN_MS = 2_000

/** A kept draft: where, and which writing of it. */
export interface Draft {
  place: string
  stamp: string | undefined
}

/** What a message had beside its text. */
export interface Beside {
  priority?: Priority
  expects?: Expects | null
  replyTo?: number
}

/** What stands in a place again because it could not be sent. */
export interface Back {
  text: string
  why: string
  beside?: Beside
}

/** What was begun and not sent, per room; sealed like everything that is kept. Written a moment after the last key. */
export class Drafts {
  private readonly unsaved = new Map<Id, string>()
  /** The writing of each place that this tab wrote or read last. */
  private readonly stamps = new Map<Id, string | undefined>()
  /** What stands in each place that was read, written in or sent from. */
  private readonly written = new Map<Id, string>()
  /** The writing that was sent from each place last. */
  private readonly left = new Map<Id, string | undefined>()
  /** What came back to each place, and is told until one writes there or sends from it: whoever shows the place shows that too. */
  readonly back = createStore<{ places: ReadonlyMap<Id, Back> }>(() => ({ places: new Map() }))
  /** All texts that came back to each place since something was sent from it: the next one's place is after them. */
  private readonly came = new Map<Id, string>()
  private stopped = false
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(private readonly vault: Vault) {}

  async read(roomId: Id): Promise<string> {
    const unsaved = this.unsaved.get(roomId)
    if (unsaved !== undefined) return unsaved
    const before = this.written.get(roomId)
    const row = await this.vault.db.drafts.get(roomId)
    this.stamps.set(roomId, row?.stamp)
    // What was sent stands there until its message is in the outbox.
    const isSent = row !== undefined && this.left.has(roomId) && this.left.get(roomId) === row.stamp
    const text = row && !isSent ? await this.vault.open<string>(row.sealed, place(roomId)) : ''
    // Unless it was written in meanwhile, or sent from.
    if (this.written.get(roomId) === before) this.written.set(roomId, text)
    return text
  }

  write(roomId: Id, text: string): void {
    this.unsaved.set(roomId, text)
    this.written.set(roomId, text)
    this.told(roomId)
    // What is no draft any more is none after a reload either.
    this.later(text === '' ? 0 : PAUSE_MS)
  }

  /** What stands there is being sent: who sends it takes away what was kept, which is this writing. */
  leave(roomId: Id): Draft {
    this.unsaved.delete(roomId)
    this.written.set(roomId, '')
    this.came.delete(roomId)
    this.told(roomId)
    const stamp = this.stamps.get(roomId)
    this.left.set(roomId, stamp)
    return { place: roomId, stamp }
  }

  /** What could not be sent stands there again: before what was begun since, and after what came back before it. */
  putBack(roomId: Id, text: string, why: string, beside?: Beside): void {
    const now = this.written.get(roomId) ?? ''
    const before = this.came.get(roomId)
    const [lines, since] = text === '' ? [[], now] : before && `${now}\n`.startsWith(`${before}\n`) ? [[before, text], now.slice(before.length + 1)] : [[text], now]
    const back = lines.join('\n')
    const all = back && since ? `${back}\n${since}` : back || since
    this.write(roomId, all)
    if (back) this.came.set(roomId, back)
    this.back.setState(({ places }) => ({ places: new Map(places).set(roomId, { text: all, why, beside }) }))
  }

  private told(roomId: Id): void {
    if (!this.back.getState().places.has(roomId)) return
    const places = new Map(this.back.getState().places)
    places.delete(roomId)
    this.back.setState({ places })
  }

  /** Keeps what was written, by and by, and again until it can. */
  soon(): void {
    this.later(0)
  }

  /** Keeps what was written, of each place whatever becomes of the others. @throws what went wrong first; what was to be kept waits on. */
  async flush(): Promise<void> {
    clearTimeout(this.timer)
    const outcomes = await Promise.allSettled([...this.unsaved].map(([roomId, text]) => this.save(roomId, text)))
    const failed = outcomes.find(o => o.status === 'rejected')
    if (failed) throw failed.reason
  }

  /** The database is being closed: nothing is tried again. */
  stop(): void {
    clearTimeout(this.timer)
    this.stopped = true
  }

  private later(ms: number): void {
    clearTimeout(this.timer)
    if (this.stopped) return
    this.timer = setTimeout(() => void this.flush().catch(() => this.later(AGAIN_MS)), ms)
  }

  private async save(roomId: Id, text: string): Promise<void> {
    const { db } = this.vault
    if (text === '') await db.transaction('rw', db.drafts, () => takeAway(db, { place: roomId, stamp: this.stamps.get(roomId) }))
    else {
      const sealed = await this.vault.seal(text, place(roomId))
      // Written anew, or sent, while it was sealed.
      if (this.unsaved.get(roomId) !== text) return
      const stamp = commandId()
      this.stamps.set(roomId, stamp)
      await db.drafts.put({ roomId, stamp, sealed })
    }
    if (this.unsaved.get(roomId) === text) this.unsaved.delete(roomId)
  }
}

/** Within a transaction; what another tab wrote there since stays. */
export async function takeAway(db: Vault['db'], { place, stamp }: Draft): Promise<void> {
  if ((await db.drafts.get(place))?.stamp === stamp) await db.drafts.delete(place)
}

function place(roomId: Id): string {
  return `draft/${roomId}`
}
