import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { askAhead, call, forgetAhead, Refusal } from '../../src/api/http'
import { api } from '../../src/api/routes'
import { readFirst } from '../../src/app/pages'

const asked: string[] = []

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] })
  asked.length = 0
  vi.stubGlobal('fetch', vi.fn(async (path: string) => {
    asked.push(path)
    return path.includes('gone') ? Response.json({ detail: 'No such room.' }, { status: 404 }) : Response.json({ path, answer: asked.length })
  }))
})
afterEach(() => { forgetAhead(); vi.unstubAllGlobals(); vi.useRealTimers() })

describe('What is asked for ahead', () => {
  it('is given to the first who asks for it, and asked for again by the next', async () => {
    askAhead([() => call('GET', '/api/a'), () => call('GET', '/api/b')])
    expect(asked).toEqual(['/api/a', '/api/b'])
    expect(await call('GET', '/api/a')).toEqual({ path: '/api/a', answer: 1 })
    expect(asked).toHaveLength(2)
    await call('GET', '/api/a')
    expect(asked).toHaveLength(3)
  })

  it('is not given when it is old, nor once somebody else may be here', async () => {
    askAhead([() => call('GET', '/api/a'), () => call('GET', '/api/b')])
    vi.advanceTimersByTime(11_000)
    await call('GET', '/api/a')
    askAhead([() => call('GET', '/api/b')])
    forgetAhead()
    await call('GET', '/api/b')
    expect(asked).toEqual(['/api/a', '/api/b', '/api/a', '/api/b', '/api/b'])
  })

  it('is refused to whoever takes it', async () => {
    askAhead([() => call('GET', '/api/gone')])
    await expect(call('GET', '/api/gone')).rejects.toBeInstanceOf(Refusal)
  })

  it('is what the first page then asks for', async () => {
    for (const [path, asks] of [
      ['/rooms/r1', [() => api.room('r1'), () => api.messages('r1', undefined, 50)]],
      ['/rooms/r1/17', [() => api.room('r1'), () => api.messages('r1', undefined, 50)]],
      ['/today', [() => api.asks('waitingForMe'), () => api.asks('iWaitFor')]],
      ['/search', []],
    ] as const) {
      readFirst(path)
      const ahead = asked.length
      await Promise.all([api.me(), api.people(), api.rooms(), ...asks.map(ask => ask())])
      expect(asked).toHaveLength(ahead)
      expect(ahead).toBe(3 + asks.length)
      asked.length = 0
    }
  })
})
