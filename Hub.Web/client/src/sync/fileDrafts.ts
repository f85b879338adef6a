import { createStore } from 'zustand/vanilla'
import type { Id } from '../api/types'
import type { Vault } from './vault'

export interface FileDraft {
  key: string
  roomId: Id
  name: string
}

/** Files chosen and not sent yet, per room; name and content sealed like everything that is kept. */
export class FileDrafts {
  /** What another tab took off or sent. */
  readonly gone = createStore<{ keys: readonly string[]; isSent: boolean }>(() => ({ keys: [], isSent: false }))
  private readonly others: BroadcastChannel

  constructor(private readonly vault: Vault) {
    this.others = new BroadcastChannel(`care-hub-files-${vault.userId}`)
    this.others.onmessage = ({ data }) => this.gone.setState(data as { keys: string[]; isSent: boolean })
  }

  stop(): void {
    this.others.close()
  }

  async put({ key, roomId, name }: FileDraft, file: Blob): Promise<void> {
    const said = await this.vault.seal({ name, type: file.type }, place(roomId, key))
    const content = await this.vault.sealBytes(await file.arrayBuffer(), place(roomId, key))
    await this.vault.db.files.put({ key, roomId, said, content })
  }

  /** Oldest first. One that does not open is left out. */
  async of(roomId: Id): Promise<(FileDraft & { blob: Blob })[]> {
    const rows = await this.vault.db.files.where('roomId').equals(roomId).toArray()
    const opened = await Promise.all(rows.map(async ({ key, said, content }) => {
      try {
        const { name, type } = await this.vault.open<{ name: string; type: string }>(said, place(roomId, key))
        return { key, roomId, name, blob: new Blob([await this.vault.openBytes(content, place(roomId, key))], { type }) }
      } catch {
        return null
      }
    }))
    return opened.filter(o => o !== null).sort((a, b) => (a.key < b.key ? -1 : 1))
  }

  /** At once: the other tabs have all or none of a message's files. */
  async remove(keys: readonly string[], isSent = false): Promise<void> {
    try {
      await this.vault.db.files.bulkDelete([...keys])
    } finally {
      this.others.postMessage({ keys, isSent })
    }
  }
}

function place(roomId: Id, key: string): string {
  return `file/${roomId}/${key}`
}
