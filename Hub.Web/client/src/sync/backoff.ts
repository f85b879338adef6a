/** Full jitter: anywhere between nothing and a bound that doubles with each attempt, so that many who lost one server do not return at once. */
export function fullJitter(attempt: number, { baseMs = 500, maxMs = 30_000, random = Math.random } = {}): number {
  return random() * Math.min(maxMs, baseMs * 2 ** Math.min(attempt, 16))
}

/** Waits until woken or until `ms` have passed. */
export class Sleeper {
  private wakeUp: (() => void) | null = null
  private woken = false

  wake(): void {
    this.woken = true
    this.wakeUp?.()
  }

  async sleep(ms: number): Promise<void> {
    if (!this.woken) {
      await new Promise<void>(resolve => {
        const timer = setTimeout(resolve, ms)
        this.wakeUp = () => { clearTimeout(timer); resolve() }
      })
    }
    this.wakeUp = null
    this.woken = false
  }
}
