import { createStore } from 'zustand/vanilla'
import { api } from '../api/routes'
import type { Notice } from '../api/types'

/** The page asks again this often: what is told on the way may be lost. */
const REFRESH_MS = 60_000

export interface NoticesView {
  loaded: boolean
  items: readonly Notice[]
}

/** What I was told, newest first: as the hub says it whenever something was added or done, and read anew with each connection. */
export class NoticeList {
  readonly view = createStore<NoticesView>(() => ({ loaded: false, items: [] }))
  private timer: ReturnType<typeof setTimeout> | undefined
  private told = 0
  private stopped = false

  constructor(private readonly read: () => Promise<Notice[]> = api.inbox) {}

  async refresh(): Promise<void> {
    clearTimeout(this.timer)
    const before = this.told
    try {
      const items = await this.read()
      // What the hub said meanwhile is newer.
      if (!this.stopped && before === this.told) this.view.setState({ loaded: true, items })
    } catch {
      // It is asked again in a minute, and with the next connection.
    }
    if (this.stopped) return
    clearTimeout(this.timer)
    this.timer = setTimeout(() => void this.refresh(), REFRESH_MS)
  }

  are(items: readonly Notice[]): void {
    this.told++
    this.view.setState({ loaded: true, items })
  }

  stop(): void {
    this.stopped = true
    clearTimeout(this.timer)
  }
}
