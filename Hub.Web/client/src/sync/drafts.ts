import type { Id } from '../api/types'
import type { Vault } from './vault'

const PAUSE_MS = 400

/** What was begun and not sent, per room; sealed like everything that is kept. Written a moment after the last key. */
export class Drafts {
  private readonly unsaved = new Map<Id, string>()
  private writing = Promise.resolve()
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

  /** Resolves when all that was written before is kept. */
  flush(): Promise<void> {
    clearTimeout(this.timer)
    // One after the other: what was written first must not be kept last.
    return this.writing = this.writing.catch(() => { /* was told to who asked */ }).then(() => this.save())
  }

  private async save(): Promise<void> {
    for (const [roomId, text] of [...this.unsaved]) {
      if (text === '') await this.vault.db.drafts.delete(roomId)
      else {
        const sealed = await this.vault.seal(text, place(roomId))
        // Written anew, or sent, while it was sealed.
        if (this.unsaved.get(roomId) !== text) continue
        await this.vault.db.drafts.put({ roomId, sealed })
      }
      if (this.unsaved.get(roomId) === text) this.unsaved.delete(roomId)
    }
  }
}

function place(roomId: Id): string {
  return `draft/${roomId}`
}
