import { liveQuery, type Subscription } from 'dexie'
import { createStore } from 'zustand/vanilla'
import type { Id } from '../api/types'
import type { Vault } from './vault'

/** The rooms in which something was begun and not sent, in any tab of this browser: a text, or files for it. */
export class BegunRooms {
  readonly view = createStore<{ rooms: ReadonlySet<Id> }>(() => ({ rooms: new Set() }))
  private subscription: Subscription | null = null

  constructor(private readonly vault: Vault) {}

  start(): void {
    const { db } = this.vault
    this.subscription = liveQuery(async () => [...await db.drafts.toCollection().primaryKeys(), ...await db.files.orderBy('roomId').uniqueKeys() as Id[]]).subscribe({
      next: places => {
        const rooms = new Set(places)
        const { rooms: before } = this.view.getState()
        if (rooms.size !== before.size || places.some(id => !before.has(id))) this.view.setState({ rooms })
      },
      error: () => { /* the database was closed or wiped */ },
    })
  }

  stop(): void {
    this.subscription?.unsubscribe()
  }
}
