import { createStore } from 'zustand/vanilla'
import type { Expects, Id, Message, Priority } from '../api/types'
import { commandId } from './commandId'
import type { Vault } from './vault'

const PAUSE_MS = 400
const AGAIN_MS = 2_000

/** A kept draft: where, and which writing of it; and all that were there before it. */
export interface Draft {
  place: string
  stamp: string | undefined
  stamps: readonly string[]
}

/** What a message had beside its text. */
export interface Beside {
  priority?: Priority
  expects?: Expects | null
  replyTo?: Message | null
}

/** That what stands in a place could not be sent. */
export interface Back {
  why: string
  beside?: Beside | undefined
  /** The place that it is about, where it is told at another. */
  of?: string
}

/** One place to write, as this tab knows it. */
interface Place {
  /** What stands there, since it was read, written in or sent from. */
  text?: string
  /** Which writing or sending there was the last: what is kept or read later than the next one is not what stands there. */
  turn: number
  /** Which of them was kept last. */
  keptTurn: number
  /** It is still to be kept. */
  isUnsaved?: boolean
  /** The writing that this tab wrote or read last. */
  stamp?: string | undefined
  /** All of them since the last was sent or erased. */
  stamps: string[]
  /** What was sent from it last. */
  sent?: Draft
  sentText?: string
  /** The writing that it was, if it was kept as it stood. */
  sentAs?: string | undefined
  /** What stands there is that, come back, and nothing else: that writing. */
  cameBackAs?: string | undefined
  /** All texts that came back since something was sent from it: the next one's place is after them. */
  cameBack?: string
}

/** What was begun and not sent, per place to write: a room, a thread, a form; sealed like everything that is kept. Written a moment after the last key. */
export class Drafts {
  /** What came back to each place, and is told until one writes there or sends from it: whoever shows the place shows that too. */
  readonly back = createStore<{ places: ReadonlyMap<Id, Back> }>(() => ({ places: new Map() }))
  /** What stands in a place now, where something else than its field has changed it; nothing where another tab has sent it. */
  readonly changed = createStore<{ place: Id; text: string; isSent: boolean } | null>(() => null)
  private readonly others: BroadcastChannel
  private readonly places = new Map<Id, Place>()
  /** Writings that other tabs have sent. */
  private readonly elsewhere = new Set<string>()
  private isStopped = false
  private next: { at: number; timer: ReturnType<typeof setTimeout> } | null = null

  constructor(private readonly vault: Vault) {
    this.others = new BroadcastChannel(`care-hub-drafts-${vault.userId}`)
    this.others.onmessage = ({ data }) => this.onGone(data as Draft)
  }

  async read(id: Id): Promise<string> {
    const here = this.of(id)
    if (here.isUnsaved) return here.text!
    const { turn, stamp } = here
    const row = await this.vault.db.drafts.get(id)
    if (here.stamp === stamp) here.stamp = row?.stamp
    if (row?.stamp !== undefined) here.stamps.push(row.stamp)
    // What was sent stands there until its message is in the outbox.
    const isSent = here.sent !== undefined && here.sent.stamp === row?.stamp
    const text = row && !isSent ? await this.vault.open<string>(row.sealed, place(id)) : ''
    // Unless it was written in meanwhile, or sent from.
    if (here.turn === turn) here.text = text
    return text
  }

  write(id: Id, text: string): void {
    const here = this.of(id)
    here.turn++
    here.text = text
    here.isUnsaved = true
    here.cameBackAs = undefined
    this.dismiss(id)
    // What is no draft any more is none after a reload either.
    this.later(text === '' ? 0 : PAUSE_MS)
  }

  /** What stands there is being sent: who sends it takes away what was kept, which is this writing. */
  leave(id: Id): Draft {
    const here = this.of(id)
    here.turn++
    here.sentText = here.text?.trim() ?? ''
    here.sentAs = here.isUnsaved ? undefined : here.stamp
    here.text = ''
    here.isUnsaved = false
    here.cameBack = ''
    this.dismiss(id)
    return here.sent = { place: id, stamp: here.stamp, stamps: [...here.stamps] }
  }

  /** What could not be sent stands there again: before what was begun since, and after what came back before it. */
  putBack(id: Id, text: string, why: string, beside?: Beside): void {
    const here = this.of(id)
    if (text !== '' && text === here.sentText && this.wasSentElsewhere(here)) return
    const now = here.text ?? ''
    const before = here.cameBack
    const [lines, since] = text === '' ? [[], now] : before && `${now}\n`.startsWith(`${before}\n`) ? [[before, text], now.slice(before.length + 1)] : [[text], now]
    const back = lines.join('\n')
    const all = back && since ? `${back}\n${since}` : back || since
    this.standAgain(id, all, { why, beside }, text !== '' && all === here.sentText)
    if (back) here.cameBack = back
  }

  /** What could not be sent and is one whole, as a form is, stands there as it was, unless another was begun since. @returns false where another tab has sent it */
  restore(id: Id, text: string, why: string): boolean {
    if (this.wasSentElsewhere(this.of(id))) return false
    const since = this.of(id).text
    this.standAgain(id, since || text, { why }, !since)
    return true
  }

  /** Says at a place what has become of something that was sent from it. */
  tell(id: Id, back: Back): void {
    this.back.setState(({ places }) => ({ places: new Map(places).set(id, back) }))
  }

  /** Whether this tab has read or written what is begun there. */
  knows(id: Id): boolean {
    const here = this.places.get(id)
    return here !== undefined && (here.isUnsaved === true || here.stamp !== undefined)
  }

  /** What was begun there stands there no more, for it has no place any more; to one tab only. */
  async take(id: Id): Promise<string> {
    const text = await this.read(id)
    const here = this.of(id)
    const isOwn = text !== '' && here.isUnsaved === true && here.text === text
    if (isOwn) this.write(id, '')
    const { db } = this.vault
    const wasKept = await db.transaction('rw', db.drafts, async () => {
      const row = await db.drafts.get(id)
      await db.drafts.delete(id)
      return row !== undefined
    })
    return wasKept || isOwn ? text : ''
  }

  /** It was sent by itself, as `text`: what stands there is no draft any more, unless it is another text by now. */
  end(id: Id, text: string): void {
    if ((this.of(id).text ?? text) !== text) return
    const left = this.leave(id)
    this.write(id, '')
    this.changed.setState({ place: id, text: '', isSent: true }, true)
    this.gone(left)
  }

  /** It was sent from here: the other tabs that show it hear of it. */
  gone(draft: Draft): void {
    const here = this.of(draft.place)
    here.stamps = here.stamps.filter(stamp => !draft.stamps.includes(stamp))
    if (draft.stamps.length > 0 && !this.isStopped) this.others.postMessage(draft)
  }

  /** That something came back there has been told. @param of only what is told of this place */
  dismiss(id: Id, of?: string): void {
    const told = this.back.getState().places.get(id)
    if (!told || (of !== undefined && told.of !== of)) return
    const places = new Map(this.back.getState().places)
    places.delete(id)
    this.back.setState({ places })
  }

  /** Keeps what was written, by and by, and again until it can. */
  soon(): void {
    this.later(0)
  }

  /** Keeps what was written, of each place whatever becomes of the others. @throws what went wrong first; what was to be kept waits on. */
  async flush(): Promise<void> {
    this.cancel()
    const outcomes = await Promise.allSettled([...this.places].map(([id, here]) => here.isUnsaved && this.save(id, here)))
    const failed = outcomes.find(o => o.status === 'rejected')
    if (!failed) return
    this.later(AGAIN_MS)
    throw failed.reason
  }

  /** The database is being closed: nothing is tried again. */
  stop(): void {
    this.cancel()
    this.isStopped = true
    this.others.close()
  }

  private of(id: Id): Place {
    const known = this.places.get(id)
    if (known) return known
    const here: Place = { turn: 0, keptTurn: 0, stamps: [] }
    this.places.set(id, here)
    return here
  }

  private standAgain(id: Id, text: string, back: Back, isAsSent: boolean): void {
    this.write(id, text)
    const here = this.of(id)
    if (isAsSent) here.cameBackAs = here.sentAs
    this.tell(id, back)
    this.changed.setState({ place: id, text, isSent: false }, true)
  }

  // By another tab, while it was on its way here too.
  private wasSentElsewhere({ sentAs }: Place): boolean {
    return sentAs !== undefined && this.elsewhere.has(sentAs)
  }

  private onGone({ place, stamps }: Draft): void {
    for (const stamp of stamps) this.elsewhere.add(stamp)
    const here = this.places.get(place)
    if (!here) return
    const isSent = (stamp: string | undefined) => stamp !== undefined && stamps.includes(stamp)
    // What was written on here since is another writing; what only came back here is not, wherever it was sent from.
    if (isSent(here.cameBackAs)) this.write(place, '')
    else if (here.isUnsaved || !isSent(here.stamp)) return
    here.turn++
    here.text = ''
    this.dismiss(place)
    for (const [at, { of }] of this.back.getState().places) if (of === place) this.dismiss(at)
    this.changed.setState({ place, text: '', isSent: true }, true)
  }

  // Whoever types without a pause is kept too: what is due sooner stays due.
  private later(ms: number): void {
    const at = Date.now() + ms
    if (this.isStopped || (this.next && this.next.at <= at)) return
    this.cancel()
    this.next = { at, timer: setTimeout(() => void this.flush().catch(() => { /* tried again */ }), ms) }
  }

  private cancel(): void {
    clearTimeout(this.next?.timer)
    this.next = null
  }

  private async save(id: Id, here: Place): Promise<void> {
    const { db } = this.vault
    const { turn, text = '', stamp } = here
    // What another tab shows of it stays there: only who wrote it says that it is nothing.
    if (text === '') {
      await db.transaction('rw', db.drafts, () => takeAway(db, { place: id, stamp }))
      here.stamps = []
    } else {
      const { sent } = here
      const sealed = await this.vault.seal(text, place(id))
      // Sent or erased while it was sealed. Written on, it is kept all the same: whoever types faster than it is sealed may never pause.
      if (here.sent !== sent || here.text === '' || here.keptTurn > turn) return
      here.keptTurn = turn
      const anew = here.stamp = commandId()
      here.stamps.push(anew)
      try {
        await db.drafts.put({ roomId: id, stamp: anew, sealed })
      } catch (error) {
        if (here.stamp === anew) here.stamp = stamp
        throw error
      }
    }
    if (here.turn === turn) here.isUnsaved = false
  }
}

/** Within a transaction; what another tab wrote there since stays. */
export async function takeAway(db: Vault['db'], { place, stamp }: Pick<Draft, 'place' | 'stamp'>): Promise<void> {
  if ((await db.drafts.get(place))?.stamp === stamp) await db.drafts.delete(place)
}

function place(id: Id): string {
  return `draft/${id}`
}
