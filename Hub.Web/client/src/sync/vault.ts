import Dexie, { type Table } from 'dexie'

export interface Sealed {
  iv: Uint8Array<ArrayBuffer>
  text: ArrayBuffer
}

export interface OutboxRow {
  order?: number
  id: string
  roomId: string
  state: 'waiting' | 'refused'
  sealed: Sealed
}

export interface DraftRow {
  roomId: string
  sealed: Sealed
}

/** What one person keeps in this browser. A database of its own, so that nobody else's session ever opens it. */
class PersonDb extends Dexie {
  keys!: Table<{ id: string; key: CryptoKey }, string>
  outbox!: Table<OutboxRow, number>
  drafts!: Table<DraftRow, string>

  constructor(userId: string) {
    super(`care-hub-${userId}`)
    this.version(1).stores({ keys: 'id', outbox: '++order, &id, roomId', drafts: 'roomId' })
  }
}

/**
 * A person's sealed store in this browser. Texts are sealed with AES-256-GCM under a key that cannot be read out, not even by this page;
 * ids and order stand outside. The place a text belongs to is its associated data, so a sealed text cannot be moved to another room.
 */
export class Vault {
  readonly db: PersonDb

  private constructor(userId: string, private readonly key: CryptoKey, db: PersonDb) {
    this.db = db
    this.userId = userId
  }

  readonly userId: string

  static async open(userId: string): Promise<Vault> {
    const db = new PersonDb(userId)
    const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
    const key = await db.transaction('rw', db.keys, async () => {
      const there = await db.keys.get('texts')
      if (there) return there.key
      await db.keys.add({ id: 'texts', key: made })
      return made
    })
    return new Vault(userId, key, db)
  }

  async seal(value: unknown, place: string): Promise<Sealed> {
    const iv = crypto.getRandomValues(new Uint8Array(12))
    const text = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: utf8(place) }, this.key, utf8(JSON.stringify(value)))
    return { iv, text }
  }

  /** @throws OperationError when it was sealed for another place or changed. */
  async open<T>(sealed: Sealed, place: string): Promise<T> {
    const clear = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: sealed.iv, additionalData: utf8(place) }, this.key, sealed.text)
    return JSON.parse(new TextDecoder().decode(clear)) as T
  }

  close(): void {
    this.db.close()
  }
}

/** Takes a person's key and everything sealed with it out of this browser. */
export async function wipeVault(userId: string): Promise<void> {
  await new PersonDb(userId).delete()
}

function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>
}
