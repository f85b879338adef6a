import { createStore } from 'zustand/vanilla'
import type { NotificationSettings } from '../../api/types'

export type Field = keyof NotificationSettings

export interface SettingsView {
  /** As they will be when all that was changed is saved. */
  settings: NotificationSettings
  /** What was saved last. */
  saved: Field | null
  /** What was refused, in words, until it is changed again. */
  problems: Partial<Record<Field, string>>
}

type Change = { field: Field; part: Partial<NotificationSettings> }

/** A dial that is turned is saved when it rests. */
const SAVE_MS = 600

/** Settings on their way: what is changed shows at once, and is saved one field at a time, in order. What is refused goes back to what it was, and takes nothing else along. */
export class SettingsQueue {
  readonly view
  private waiting: Change[] = []
  private going: Change | null = null
  private timer: ReturnType<typeof setTimeout> | undefined

  /** @param explain what to say when it was refused or could not be reached */
  constructor(private known: NotificationSettings, private readonly put: (settings: NotificationSettings) => Promise<void>, private readonly explain: (error: unknown) => string) {
    this.view = createStore<SettingsView>(() => ({ settings: known, saved: null, problems: {} }))
  }

  /** As they were read again, perhaps changed on another device. */
  are(known: NotificationSettings): void {
    if (this.going) return
    this.known = known
    this.show({})
  }

  change<F extends Field>(field: F, value: NotificationSettings[F]): void {
    const change = { field, part: { [field]: value } }
    if (this.waiting.at(-1)?.field === field) this.waiting[this.waiting.length - 1] = change
    else this.waiting.push(change)
    const { [field]: _, ...problems } = this.view.getState().problems
    this.show({ saved: null, problems })
    clearTimeout(this.timer)
    this.timer = setTimeout(() => void this.flush(), SAVE_MS)
  }

  /** Saves what waits, without waiting any longer. */
  async flush(): Promise<void> {
    clearTimeout(this.timer)
    if (this.going) return
    for (let next; (next = this.waiting.shift());) {
      this.going = next
      const { field, part } = next
      try {
        const settings = { ...this.known, ...part }
        await this.put(settings)
        this.known = settings
        this.going = null
        this.show({ saved: field })
      } catch (error) {
        this.going = null
        this.show({ problems: { ...this.view.getState().problems, [field]: this.explain(error) } })
      }
    }
  }

  private show(change: Partial<SettingsView>): void {
    const parts = [...(this.going ? [this.going] : []), ...this.waiting].map(c => c.part)
    this.view.setState({ ...change, settings: Object.assign({}, this.known, ...parts) as NotificationSettings })
  }
}
