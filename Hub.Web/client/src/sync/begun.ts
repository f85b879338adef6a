import { liveQuery, type Subscription } from 'dexie'
import { createStore } from 'zustand/vanilla'
import type { Id } from '../api/types'
import type { Vault } from './vault'

/** Where something was begun and not sent, in any tab of this browser: places to write, and rooms with files for the next message. */
export class Begun {
  readonly view = createStore<{ places: ReadonlySet<string> }>(() => ({ places: new Set() }))
  private subscription: Subscription | null = null

  constructor(private readonly vault: Vault) {}

  start(): void {
    const { db } = this.vault
    this.subscription = liveQuery(async () => [...await db.drafts.toCollection().primaryKeys(), ...await db.files.orderBy('roomId').uniqueKeys() as Id[]]).subscribe({
      next: places => {
        const now = new Set(places)
        const { places: before } = this.view.getState()
        if (now.size !== before.size || places.some(place => !before.has(place))) this.view.setState({ places: now })
      },
      error: () => { /* the database was closed or wiped */ },
    })
  }

  stop(): void {
    this.subscription?.unsubscribe()
  }
}
