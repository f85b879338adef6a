import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Refusal, Unreachable } from '../../src/api/http'
import type { RoomEvent } from '../../src/api/types'
import { LiveRoom, type Server } from '../../src/sync/liveRoom'
import { anyDeed } from '../support/deeds'
import { FakeRoom, type Deed } from '../support/fakeRoom'

type Step =
  | { step: 'deed'; deed: Deed; fate: 'kept' | 'lost' | 'doubled' | 'late' }
  | { step: 'cut' | 'reconnect' | 'heads' | 'older' }
  | { step: 'wait'; ms: number }

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ step: fc.constant('deed' as const), deed: anyDeed, fate: fc.constantFrom('kept' as const, 'kept' as const, 'lost' as const, 'doubled' as const, 'late' as const) }) },
  { weight: 4, arbitrary: fc.record({ step: fc.constant('wait' as const), ms: fc.nat(60) }) },
  { weight: 3, arbitrary: fc.record({ step: fc.constantFrom('cut' as const, 'reconnect' as const, 'heads' as const, 'older' as const) }) },
)

/** A server that answers late, and sometimes not at all; and a hub whose frames reach only who has entered. */
class Line {
  readonly room = new FakeRoom()
  online = true
  good = false
  private entered = false
  private asked = 0

  constructor(private readonly delays: readonly number[]) {}

  readonly hub = {
    online: () => this.online,
    invoke: <T,>(method: string) => this.answer(() => { this.entered = method === 'Enter'; return { epoch: this.room.epoch, head: this.room.head } as T }),
    send: () => {},
  }
  readonly server: Server = {
    room: () => this.answer(() => this.room.snapshot()),
    events: (_, after) => this.answer(() => this.room.events(after, 7)),
    messages: (_, before) => this.answer(() => this.room.messages(before, 5)),
    messagesAfter: (_, after) => this.answer(() => this.room.messagesAfter(after, 5)),
  }

  cut(): void {
    this.online = false
    this.entered = false
  }

  hears(): boolean {
    return this.online && this.entered
  }

  private async answer<T>(make: () => T): Promise<T> {
    const delay = this.good ? 1 : this.delays[this.asked++ % this.delays.length]!
    await new Promise(r => setTimeout(r, delay))
    if (!this.good && delay % 5 === 4) throw new Unreachable('lost on the way there')
    const said = make()
    await new Promise(r => setTimeout(r, delay))
    if (!this.good && delay % 7 === 6) throw new Unreachable('lost on the way back')
    return said
  }
}

describe('LiveRoom', () => {
  beforeEach(() => { vi.useFakeTimers() })
  afterEach(() => { vi.useRealTimers() })

  it('reads on to where the entry found the room, when what it opens with was asked for before', async () => {
    const line = new Line([1])
    line.good = true
    line.room.do({ do: 'post', who: 0, replyTo: null, asks: null, kind: 'reply' })
    const [snapshot, page] = [line.room.snapshot(), line.room.messages()]
    line.room.do({ do: 'post', who: 1, replyTo: null, asks: null, kind: 'reply' })
    const live = new LiveRoom('room', line.hub, () => {}, { ...line.server, room: async () => snapshot, messages: async () => page }, () => 3)
    live.reconnected()
    await vi.advanceTimersByTimeAsync(50)
    expect(live.view.getState().room.messages.map(m => m.seq)).toEqual([2, 3])
    live.close()
  })

  it('shows what a fresh fold shows, however late, lost and doubled everything came', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyDeed, { maxLength: 15 }), fc.array(anyStep, { maxLength: 40 }), fc.array(fc.nat(40), { minLength: 1, maxLength: 12 }), fc.boolean(), async (past, steps, delays, connected) => {
        const line = new Line(delays)
        line.online = connected
        for (const deed of past) line.room.do(deed)
        const live = new LiveRoom('room', line.hub, () => {}, line.server, () => 3)
        live.reconnected()
        const late: RoomEvent[][] = []
        for (const s of steps) {
          if (s.step === 'deed') {
            const before = line.room.head
            line.room.do(s.deed)
            const frame = line.room.live(before)
            if (!line.hears() || s.fate === 'lost') continue
            if (s.fate === 'late') { late.push(frame); continue }
            for (let times = s.fate === 'doubled' ? 2 : 1; times > 0; times--) live.events(frame)
          } else if (s.step === 'wait') await vi.advanceTimersByTimeAsync(s.ms)
          else if (s.step === 'cut') line.cut()
          else if (s.step === 'reconnect') { line.online = true; live.reconnected(); for (const frame of late.splice(0)) live.events(frame) }
          else if (s.step === 'heads') live.headIs(line.room.head)
          else void live.loadOlder().catch(() => { /* the line was bad */ })
        }
        line.good = true
        line.online = true
        live.reconnected()
        await vi.advanceTimersByTimeAsync(5000)
        for (let pages = 0; pages < 40 && !live.view.getState().reachedStart; pages++) { void live.loadOlder(); await vi.advanceTimersByTimeAsync(200) }
        const { room, phase, reachedStart } = live.view.getState()
        const whole = line.room.fold()
        expect({ phase, reachedStart }).toEqual({ phase: 'ready', reachedStart: true })
        expect({ messages: room.messages, asks: room.asks, members: room.members, title: room.title, head: room.head, n: room.n }).toEqual({
          messages: whole.messages, asks: whole.asks, members: whole.members, title: whole.title, head: whole.head, n: whole.n,
        })
        live.close()
      }),
      { numRuns: Number(process.env.RUNS ?? 300) },
    )
  })

  it('is shown before there is a connection, and learns with it what happened meanwhile', async () => {
    const line = new Line([1])
    line.good = true
    line.online = false
    line.room.do({ do: 'post', who: 1, replyTo: null, asks: null, kind: 'reply' })
    const live = new LiveRoom('room', line.hub, () => {}, line.server, () => 3)
    live.reconnected()
    await vi.advanceTimersByTimeAsync(50)
    expect(live.view.getState()).toMatchObject({ phase: 'ready', room: { messages: [{ seq: 2 }] } })
    line.room.do({ do: 'post', who: 1, replyTo: null, asks: null, kind: 'reply' })
    line.online = true
    live.reconnected()
    await vi.advanceTimersByTimeAsync(50)
    expect(live.view.getState().room.messages.map(m => m.seq)).toEqual([2, 3])
  })

  it('says with the connection what it was shown before, and does not wait out its pause when there is one', async () => {
    const line = new Line([1])
    line.good = true
    line.online = false
    line.room.do({ do: 'post', who: 1, replyTo: null, asks: null, kind: 'reply' })
    let away = true
    const seen: [boolean, number][] = []
    const server = { ...line.server, room: (id: string) => (away ? Promise.reject(new Unreachable('no network')) : line.server.room(id)) }
    const live = new LiveRoom('room', line.hub, (_, head) => seen.push([line.online, head]), server, () => 10_000)
    live.reconnected()
    await vi.advanceTimersByTimeAsync(50)
    away = false
    live.reconnected()
    await vi.advanceTimersByTimeAsync(50)
    expect(live.view.getState().phase).toBe('ready')
    line.online = true
    live.reconnected()
    await vi.advanceTimersByTimeAsync(50)
    expect(seen.filter(([online]) => online)).toEqual([[true, 2]])
  })

  it('notices a lost last message by the next heads', async () => {
    const line = new Line([1])
    line.good = true
    const live = new LiveRoom('room', line.hub, () => {}, line.server, () => 3)
    live.reconnected()
    await vi.advanceTimersByTimeAsync(100)
    line.room.do({ do: 'post', who: 1, replyTo: null, asks: null, kind: 'reply' })
    live.headIs(line.room.head)
    await vi.advanceTimersByTimeAsync(2000)
    expect(live.view.getState().room.messages.map(m => m.seq)).toEqual([2])
  })

  it('starts over when the server comes back from a backup', async () => {
    const line = new Line([1])
    line.good = true
    for (let i = 0; i < 4; i++) line.room.do({ do: 'post', who: 1, replyTo: null, asks: null, kind: 'reply' })
    const live = new LiveRoom('room', line.hub, () => {}, line.server, () => 3)
    live.reconnected()
    await vi.advanceTimersByTimeAsync(100)
    const restored = new Line([1])
    restored.good = true
    Object.assign(restored.room, { epoch: 'epoch-2' })
    restored.room.do({ do: 'rename', who: 0 })
    Object.assign(line.hub, restored.hub)
    Object.assign(line.server, restored.server)
    live.reconnected()
    await vi.advanceTimersByTimeAsync(200)
    const { room } = live.view.getState()
    expect({ head: room.head, title: room.title, messages: room.messages }).toEqual({ head: 2, title: 'Ward 1', messages: [] })
  })

  it('is gone when the server knows of no such room', async () => {
    const line = new Line([1])
    line.good = true
    const refusing = { ...line.hub, invoke: () => Promise.reject(new Refusal(404, 'There is no such room.')) }
    const live = new LiveRoom('room', refusing, () => {}, line.server, () => 3)
    live.reconnected()
    await vi.advanceTimersByTimeAsync(50)
    expect(live.view.getState().phase).toBe('gone')
  })

  it('says why when the server will not show it, and shows it when it does again', async () => {
    const line = new Line([1])
    line.good = true
    let refuses = true
    const hub = { ...line.hub, invoke: <T>(method: string) => (refuses ? Promise.reject<T>(new Refusal(409, 'The record was changed.', 'recordTampered')) : line.hub.invoke<T>(method)) }
    const live = new LiveRoom('room', hub, () => {}, line.server, () => 3)
    live.reconnected()
    await vi.advanceTimersByTimeAsync(50)
    expect(live.view.getState()).toMatchObject({ phase: 'refused', refusal: 'The record was changed.' })
    refuses = false
    live.reconnected()
    await vi.advanceTimersByTimeAsync(200)
    expect(live.view.getState()).toMatchObject({ phase: 'ready', refusal: null })
  })
})

describe('a shared pointer', () => {
  beforeEach(() => { vi.useFakeTimers() })
  afterEach(() => { vi.useRealTimers() })

  it('stands where it was moved last, and goes when nothing more is heard of it', () => {
    const line = new Line([1])
    const live = new LiveRoom('room', line.hub, () => {}, line.server)
    live.signal('amara', { type: 'pointer', attachment: 'echo', x: 0.1, y: 0.2 })
    vi.advanceTimersByTime(2000)
    live.signal('amara', { type: 'pointer', attachment: 'echo', x: 0.3, y: 0.4 })
    vi.advanceTimersByTime(2000)
    expect(live.view.getState().pointers.get('amara')).toEqual({ attachment: 'echo', x: 0.3, y: 0.4 })
    vi.advanceTimersByTime(2000)
    expect(live.view.getState().pointers.size).toBe(0)
    live.close()
  })
})
