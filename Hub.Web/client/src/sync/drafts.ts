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

/** One place to write, as this tab knows it. */
interface Place {
  /** What stands there, since it was read, written in or sent from. */
  text?: string
  /** It is still to be kept. */
  isUnsaved?: boolean
  /** The writing that this tab wrote or read last. */
  stamp?: string | undefined
  /** What was sent from it last. */
  left?: Draft
  /** All texts that came back since something was sent from it: the next one's place is after them. */
  came?: string
}

/** What was begun and not sent, per place to write: a room, a thread, a form; sealed like everything that is kept. Written a moment after the last key. */
export class Drafts {
  /** What came back to each place, and is told until one writes there or sends from it: whoever shows the place shows that too. */
  readonly back = createStore<{ places: ReadonlyMap<Id, Back> }>(() => ({ places: new Map() }))
  private readonly places = new Map<Id, Place>()
  private stopped = false
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(private readonly vault: Vault) {}

  async read(id: Id): Promise<string> {
    const here = this.at(id)
    if (here.isUnsaved) return here.text!
    const before = here.text
    const row = await this.vault.db.drafts.get(id)
    here.stamp = row?.stamp
    // What was sent stands there until its message is in the outbox.
    const isSent = here.left !== undefined && here.left.stamp === row?.stamp
    const text = row && !isSent ? await this.vault.open<string>(row.sealed, place(id)) : ''
    // Unless it was written in meanwhile, or sent from.
    if (here.text === before) here.text = text
    return text
  }

  write(id: Id, text: string): void {
    const here = this.at(id)
    here.text = text
    here.isUnsaved = true
    this.told(id)
    // What is no draft any more is none after a reload either.
    this.later(text === '' ? 0 : PAUSE_MS)
  }

  /** What stands there is being sent: who sends it takes away what was kept, which is this writing. */
  leave(id: Id): Draft {
    const here = this.at(id)
    here.text = ''
    here.isUnsaved = false
    here.came = ''
    this.told(id)
    return here.left = { place: id, stamp: here.stamp }
  }

  /** What could not be sent stands there again: before what was begun since, and after what came back before it. */
  putBack(id: Id, text: string, why: string, beside?: Beside): void {
    const here = this.at(id)
    const now = here.text ?? ''
    const before = here.came
    const [lines, since] = text === '' ? [[], now] : before && `${now}\n`.startsWith(`${before}\n`) ? [[before, text], now.slice(before.length + 1)] : [[text], now]
    const back = lines.join('\n')
    const all = back && since ? `${back}\n${since}` : back || since
    this.write(id, all)
    if (back) here.came = back
    this.back.setState(({ places }) => ({ places: new Map(places).set(id, { text: all, why, beside }) }))
  }

  /** Keeps what was written, by and by, and again until it can. */
  soon(): void {
    this.later(0)
  }

  /** Keeps what was written, of each place whatever becomes of the others. @throws what went wrong first; what was to be kept waits on. */
  async flush(): Promise<void> {
    clearTimeout(this.timer)
    const outcomes = await Promise.allSettled([...this.places].map(([id, { isUnsaved, text }]) => isUnsaved && this.save(id, text!)))
    const failed = outcomes.find(o => o.status === 'rejected')
    if (failed) throw failed.reason
  }

  /** The database is being closed: nothing is tried again. */
  stop(): void {
    clearTimeout(this.timer)
    this.stopped = true
  }

  private at(id: Id): Place {
    const known = this.places.get(id)
    if (known) return known
    const here: Place = {}
    this.places.set(id, here)
    return here
  }

  private told(id: Id): void {
    if (!this.back.getState().places.has(id)) return
    const places = new Map(this.back.getState().places)
    places.delete(id)
    this.back.setState({ places })
  }

  private later(ms: number): void {
    clearTimeout(this.timer)
    if (this.stopped) return
    this.timer = setTimeout(() => void this.flush().catch(() => this.later(AGAIN_MS)), ms)
  }

  private async save(id: Id, text: string): Promise<void> {
    const { db } = this.vault
    const here = this.at(id)
    const isStill = () => here.isUnsaved === true && here.text === text
    if (text === '') await db.transaction('rw', db.drafts, () => takeAway(db, { place: id, stamp: here.stamp }))
    else {
      const sealed = await this.vault.seal(text, place(id))
      // Written anew, or sent, while it was sealed.
      if (!isStill()) return
      here.stamp = commandId()
      await db.drafts.put({ roomId: id, stamp: here.stamp, sealed })
    }
    if (isStill()) here.isUnsaved = false
  }
}

/** Within a transaction; what another tab wrote there since stays. */
export async function takeAway(db: Vault['db'], { place, stamp }: Draft): Promise<void> {
  if ((await db.drafts.get(place))?.stamp === stamp) await db.drafts.delete(place)
}

function place(id: Id): string {
  return `draft/${id}`
}
