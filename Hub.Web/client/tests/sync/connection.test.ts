import { describe, expect, it, vi } from 'vitest'
import { Unreachable } from '../../src/api/http'
import { fullJitter } from '../../src/sync/backoff'
import { asRefusal, Connection, type Wire } from '../../src/sync/connection'

class FakeWire implements Wire {
  handlers = new Map<string, (...args: never[]) => void>()
  close = () => {}
  constructor(readonly starts: () => Promise<void> = () => Promise.resolve(), readonly answer: (method: string) => Promise<unknown> = () => new Promise(() => {})) {}
  start = () => this.starts()
  stop = async () => {}
  invoke = <T,>(method: string) => this.answer(method) as Promise<T>
  send = async () => {}
  on = (method: string, handler: (...args: never[]) => void) => { this.handlers.set(method, handler) }
  onclose = (handler: () => void) => { this.close = handler }
  say = (method: string, ...args: unknown[]) => this.handlers.get(method)!(...(args as never[]))
}

function connect(wires: FakeWire[], verify: () => Promise<void> = () => Promise.resolve()) {
  const heard: unknown[] = []
  const made: FakeWire[] = []
  const connection = new Connection({
    makeWire: () => { const wire = wires.shift() ?? new FakeWire(() => Promise.reject(new Error('down'))); made.push(wire); return wire },
    handlers: { Heads: (...args: never[]) => { heard.push(...args) } },
    verify, delay: () => 1,
  })
  connection.start()
  return { connection, heard, made }
}

describe('Connection', () => {
  it('is set up again for ever', async () => {
    const down = () => new FakeWire(() => Promise.reject(new Error('refused')))
    const { connection, made } = connect([down(), down(), down(), new FakeWire(), down(), new FakeWire()])
    await vi.waitFor(() => expect(connection.online).toBe(true))
    expect(made).toHaveLength(4)
    made[3]!.close()
    expect(connection.phase.getState().phase).toBe('online')
    await vi.waitFor(() => expect(made).toHaveLength(6))
    await vi.waitFor(() => expect(connection.online).toBe(true))
    await connection.stop()
  })

  it('passes on nothing of an earlier wire', async () => {
    const [first, second] = [new FakeWire(), new FakeWire()]
    const { connection, heard } = connect([first, second])
    await vi.waitFor(() => expect(connection.online).toBe(true))
    first.say('Heads', 1)
    first.close()
    await vi.waitFor(() => expect(connection.online).toBe(true))
    await vi.waitFor(() => { second.say('Heads', 2); expect(heard).toContain(2) })
    const before = heard.length
    first.say('Heads', 3)
    expect(heard).toHaveLength(before)
    await connection.stop()
  })

  it('is given up at once when the device loses its network', async () => {
    const device = new EventTarget()
    vi.stubGlobal('addEventListener', device.addEventListener.bind(device))
    vi.stubGlobal('removeEventListener', device.removeEventListener.bind(device))
    const { connection, made } = connect([new FakeWire(), new FakeWire()])
    await vi.waitFor(() => expect(connection.online).toBe(true))
    const phases: string[] = []
    connection.phase.subscribe(({ phase }) => phases.push(phase))
    device.dispatchEvent(new Event('offline'))
    await vi.waitFor(() => expect(phases).toEqual(['offline', 'online']))
    expect(made).toHaveLength(2)
    await connection.stop()
    vi.unstubAllGlobals()
  })

  it('is not online until it is known whose it is', async () => {
    let mine = false
    const { connection, made } = connect(Array.from({ length: 50 }, () => new FakeWire()), () => (mine ? Promise.resolve() : Promise.reject(new Error('somebody else'))))
    await vi.waitFor(() => expect(made.length).toBeGreaterThan(3))
    expect(connection.online).toBe(false)
    await expect(connection.invoke('Send')).rejects.toBeInstanceOf(Unreachable)
    mine = true
    await vi.waitFor(() => expect(connection.online).toBe(true))
    await connection.stop()
  })

  it('gives up on an answer that never comes, and on the connection with it', async () => {
    const { connection, made } = connect([new FakeWire(), new FakeWire()])
    await vi.waitFor(() => expect(connection.online).toBe(true))
    vi.useFakeTimers()
    const asked = connection.invoke('Send')
    const failed = expect(asked).rejects.toBeInstanceOf(Unreachable)
    await vi.advanceTimersByTimeAsync(15_100)
    await failed
    vi.useRealTimers()
    await vi.waitFor(() => expect(made).toHaveLength(2))
    await connection.stop()
  })

  it('tells a refusal from a broken connection', async () => {
    const refusing = new FakeWire(undefined, () => Promise.reject(new Error("An unexpected error occurred invoking 'Send' on the server. HubException: 413: A message has at most 32 KB of text.")))
    const { connection } = connect([refusing])
    await vi.waitFor(() => expect(connection.online).toBe(true))
    await expect(connection.invoke('Send')).rejects.toMatchObject({ status: 413, detail: 'A message has at most 32 KB of text.', final: true })
    expect(asRefusal(new Error('WebSocket closed with status code: 1006 ().'))).toBeNull()
    await connection.stop()
  })

  it('waits anywhere between nothing and a bound that doubles', () => {
    expect([0, 1, 2, 3].map(a => fullJitter(a, { random: () => 1 }))).toEqual([500, 1000, 2000, 4000])
    expect(fullJitter(40, { random: () => 1 })).toBe(30_000)
    expect(fullJitter(5, { random: () => 0 })).toBe(0)
  })
})
