import { describe, expect, it, vi } from 'vitest'
import { now, offsetOf, ServerClock } from '../../src/sync/serverClock'
import { throttled } from '../../src/sync/throttle'

describe('the server\'s time', () => {
  it('is told by the exchange with the shortest way', () => {
    expect(offsetOf([{ asked: 0, answered: 400, server: 10_350 }, { asked: 500, answered: 520, server: 10_510 }])).toBe(10_000)
  })

  it('is the same on pages whose clocks are ten minutes apart', async () => {
    const pages = [0, 600_000].map(wrong => {
      let steady = 0
      const page = new ServerClock(async () => { steady += 5; const now = new Date(1_000_000 + steady).toISOString(); steady += 5; return now }, () => steady, () => 1_000_000 + steady + wrong)
      return { page, wait: (ms: number) => { steady += ms } }
    })
    for (const { page, wait } of pages) { await page.measure(); wait(30_000) }
    const [one, other] = pages.map(p => p.page.now())
    expect(Math.abs(one! - other!)).toBeLessThan(1)
  })

  it('is what the page goes by, and is asked for again when something comes from later than it is', async () => {
    let server = 5_000_000
    const clock = new ServerClock(async () => new Date(server).toISOString(), () => 0, () => 1000)
    clock.lead()
    expect(now().getTime()).toBe(1000)
    await clock.measure()
    expect(now().getTime()).toBe(5_000_000)
    server += 600_000
    clock.heard(new Date(5_001_000).toISOString())
    expect(now().getTime()).toBe(5_000_000)
    clock.heard(new Date(server).toISOString())
    await vi.waitFor(() => expect(now().getTime()).toBe(server))
  })

  it('keeps what it had when the connection breaks', async () => {
    const clock = new ServerClock(() => Promise.reject(new Error('away')), () => 50, () => 1050)
    await clock.measure()
    expect(clock.now()).toBe(1050)
  })
})

describe('what is throttled', () => {
  it('goes out at once, then at most every 50 ms, and the last always', () => {
    vi.useFakeTimers()
    const out: number[] = []
    const send = throttled<number>(50, v => out.push(v))
    for (let i = 0; i < 100; i++) { send(i); vi.advanceTimersByTime(10) }
    vi.advanceTimersByTime(100)
    vi.useRealTimers()
    expect(out.length).toBeLessThanOrEqual(22)
    expect([out[0], out.at(-1)]).toEqual([0, 99])
  })
})
