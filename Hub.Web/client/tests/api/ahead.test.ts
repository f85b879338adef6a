import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { call, dropPrefetched, prefetch, Refusal, Unreachable } from '../../src/api/http'
import { api } from '../../src/api/routes'
import { readFirst } from '../../src/app/pages'
import { LiveRoom } from '../../src/sync/liveRoom'
import { RoomList } from '../../src/sync/roomList'

const asked: string[] = []

beforeEach(() => {
  vi.useFakeTimers()
  asked.length = 0
  vi.stubGlobal('fetch', vi.fn((path: string, { signal }: RequestInit) => {
    asked.push(path)
    const answer = path.includes('gone') ? Response.json({ detail: 'No such room.' }, { status: 404 }) : Response.json(path.includes('rooms?') ? [] : { path, positions: [], messages: [] })
    if (path.includes('away')) return Promise.reject(new TypeError('away'))
    return new Promise<Response>((resolve, reject) => {
      signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')))
      if (!path.includes('slow')) resolve(answer)
    })
  }))
})
afterEach(() => { dropPrefetched(); vi.unstubAllGlobals(); vi.useRealTimers() })

describe('What is asked for ahead', () => {
  it('is given to the first who asks for it, and asked for again by the next', async () => {
    prefetch(['/api/a', '/api/b'])
    expect(asked).toEqual(['/api/a', '/api/b'])
    await call('GET', '/api/a')
    expect(asked).toHaveLength(2)
    await call('GET', '/api/a')
    expect(asked).toEqual(['/api/a', '/api/b', '/api/a'])
  })

  it('is not given when it is old, nor once somebody else may be here', async () => {
    prefetch(['/api/a', '/api/b'])
    vi.advanceTimersByTime(11_000)
    await call('GET', '/api/a')
    prefetch(['/api/b'])
    dropPrefetched()
    await call('GET', '/api/b')
    expect(asked).toEqual(['/api/a', '/api/b', '/api/a', '/api/b', '/api/b'])
  })

  it('is refused to whoever takes it, and asked for again when it did not come', async () => {
    prefetch(['/api/gone', '/api/away'])
    await expect(call('GET', '/api/gone')).rejects.toBeInstanceOf(Refusal)
    await vi.advanceTimersByTimeAsync(10)
    await expect(call('GET', '/api/away')).rejects.toBeInstanceOf(Unreachable)
    expect(asked).toEqual(['/api/gone', '/api/away', '/api/away'])
  })

  it('goes on for whoever took it when the rest is thrown away', async () => {
    prefetch(['/api/slow'])
    const taken = call('GET', '/api/slow').catch((e: unknown) => e)
    dropPrefetched()
    vi.advanceTimersByTime(11_000)
    expect(await Promise.race([taken, Promise.resolve('still waiting')])).toBe('still waiting')
  })

  it('is what the first page then asks for', async () => {
    const opens = () => new LiveRoom('r1', { online: () => false, invoke: () => new Promise(() => {}), send: () => {} }, () => {}).reconnected()
    for (const [path, reads, more] of [
      ['/rooms/r1', opens, 2], ['/rooms/r1/17', opens, 2], ['/today', () => { void api.asks('waitingForMe'); void api.asks('iWaitFor') }, 2], ['/thanks', () => {}, 0],
    ] as const) {
      readFirst(path)
      expect(asked).toHaveLength(3 + more)
      void api.me()
      void api.people()
      void new RoomList('me').refresh()
      reads()
      expect(asked).toHaveLength(3 + more)
      await vi.advanceTimersByTimeAsync(11_000)
      asked.length = 0
    }
    readFirst('/invitation/abc')
    expect(asked).toEqual([])
  })
})
