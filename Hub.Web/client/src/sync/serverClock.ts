import { createStore } from 'zustand/vanilla'
import type { Instant } from '../api/types'

/** One question for the server's time: when it was asked and answered by this page's steady clock, and what the server said. All in ms. */
export interface Exchange { asked: number; answered: number; server: number }

/** The server's time less the steady clock's: by the exchange with the shortest way, in whose middle the server is taken to have answered (Cristian 1989). */
export function offsetOf(exchanges: readonly [Exchange, ...Exchange[]]): number {
  const best = exchanges.reduce((a, b) => (b.answered - b.asked < a.answered - a.asked ? b : a))
  return best.server - (best.asked + best.answered) / 2
}

let source = (): number => Date.now()

/** What time it is to whoever reads this page: the server's clock that work is reckoned by, and before anybody is signed in this device's. */
export function now(): Date {
  return new Date(source())
}

const EXCHANGES = 4
/** Less is what a message needs to get here. */
const AHEAD_MS = 2000
const AGAIN_MS = 60_000

/**
 * The server's time on this page: measured on each connection and each minute, so that neither a wrong clock nor one that drifts shows another time
 * than the others see. Between two measurements it runs on a clock that nobody can set.
 */
export class ServerClock {
  /** Before the first measurement this page's own clock is believed. */
  readonly view
  private measuring = false
  private timer: ReturnType<typeof setInterval> | undefined

  constructor(private readonly ask: () => Promise<Instant>, private readonly steady: () => number = () => performance.now(), wall: () => number = () => Date.now()) {
    this.view = createStore(() => ({ offset: wall() - steady() }))
  }

  /** In ms since 1970. */
  now(): number {
    return this.steady() + this.view.getState().offset
  }

  /** From here on this is what the page goes by. */
  lead(): void {
    source = () => this.now()
  }

  /** The connection is new. */
  start(): void {
    clearInterval(this.timer)
    this.timer = setInterval(() => void this.measure(), AGAIN_MS)
    void this.measure()
  }

  stop(): void {
    clearInterval(this.timer)
  }

  /** Something happened then. When that is still to come by this clock, the server's was set ahead. */
  heard(at: Instant): void {
    if (Date.parse(at) > this.now() + AHEAD_MS) void this.measure()
  }

  async measure(): Promise<void> {
    if (this.measuring) return
    this.measuring = true
    const exchanges: Exchange[] = []
    try {
      for (let i = 0; i < EXCHANGES; i++) {
        const asked = this.steady()
        const server = Date.parse(await this.ask())
        exchanges.push({ asked, answered: this.steady(), server })
      }
    } catch {
      // Cut off half way: what was heard is used, and the next connection measures again.
    }
    this.measuring = false
    const [first, ...rest] = exchanges
    if (first) this.view.setState({ offset: offsetOf([first, ...rest]) })
  }
}
