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
  /** Of each writing another one, so that a tab takes away only what it wrote or read itself. */
  stamp?: string
  sealed: Sealed
}

export interface FileRow {
  key: string
  roomId: string
  said: Sealed
  content: Sealed
}

/** What one person keeps in this browser. A database of its own, so that nobody else's session ever opens it. */
class PersonDb extends Dexie {
  keys!: Table<{ id: string; key: CryptoKey }, string>
  outbox!: Table<OutboxRow, number>
  drafts!: Table<DraftRow, string>
  files!: Table<FileRow, string>
  /** The seq of the last answer to what was sent into a room. */
  answers!: Table<{ roomId: string; seq: number }, string>

  constructor(userId: string) {
    super(`care-hub-${userId}`)
    this.version(1).stores({ keys: 'id', outbox: '++order, &id, roomId', drafts: 'roomId' })
    this.version(2).stores({ files: 'key, roomId' })
    this.version(3).stores({ answers: 'roomId' })
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
    return this.sealBytes(utf8(JSON.stringify(value)), place)
  }

  async sealBytes(clear: BufferSource, place: string): Promise<Sealed> {
    const iv = crypto.getRandomValues(new Uint8Array(12))
    const text = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: utf8(place) }, this.key, clear)
    return { iv, text }
  }

  /** @throws OperationError when it was sealed for another place or changed. */
  async open<T>(sealed: Sealed, place: string): Promise<T> {
    return JSON.parse(new TextDecoder().decode(await this.openBytes(sealed, place))) as T
  }

  /** @throws as above. */
  openBytes(sealed: Sealed, place: string): Promise<ArrayBuffer> {
    return crypto.subtle.decrypt({ name: 'AES-GCM', iv: sealed.iv, additionalData: utf8(place) }, this.key, sealed.text)
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
