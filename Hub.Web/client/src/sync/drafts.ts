import type { Id } from '../api/types'
import type { Vault } from './vault'

const PAUSE_MS = 400

/** What was begun and not sent, per room; sealed like everything that is kept. Written a moment after the last key. */
export class Drafts {
  private readonly unsaved = new Map<Id, string>()
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(private readonly vault: Vault) {}

  async read(roomId: Id): Promise<string> {
    const unsaved = this.unsaved.get(roomId)
    if (unsaved !== undefined) return unsaved
    const row = await this.vault.db.drafts.get(roomId)
    return row ? this.vault.open<string>(row.sealed, place(roomId)) : ''
  }

  write(roomId: Id, text: string): void {
    this.unsaved.set(roomId, text)
    clearTimeout(this.timer)
    // What was sent is no draft any more, whoever reloads right after.
    this.timer = setTimeout(() => void this.flush().catch(() => { /* it stays here; the next key tries again */ }), text === '' ? 0 : PAUSE_MS)
  }

  /** Keeps what was written, of each place whatever becomes of the others. @throws what went wrong first; it is tried again with the next. */
  async flush(): Promise<void> {
    clearTimeout(this.timer)
    const outcomes = await Promise.allSettled([...this.unsaved].map(([roomId, text]) => this.save(roomId, text)))
    const failed = outcomes.find(o => o.status === 'rejected')
    if (failed) throw failed.reason
  }

  private async save(roomId: Id, text: string): Promise<void> {
    if (text === '') await this.vault.db.drafts.delete(roomId)
    else {
      const sealed = await this.vault.seal(text, place(roomId))
      // Written anew, or sent, while it was sealed.
      if (this.unsaved.get(roomId) !== text) return
      await this.vault.db.drafts.put({ roomId, sealed })
    }
    if (this.unsaved.get(roomId) === text) this.unsaved.delete(roomId)
  }
}

function place(roomId: Id): string {
  return `draft/${roomId}`
}
