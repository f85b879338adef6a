import { HttpTransportType, HubConnectionBuilder, LogLevel } from '@microsoft/signalr'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { Refusal, Unreachable } from '../api/http'
import { fullJitter, Sleeper } from './backoff'

/** The part of a SignalR connection that is used here; a test gives its own. */
export interface Wire {
  start(): Promise<void>
  stop(): Promise<void>
  invoke<T>(method: string, ...args: unknown[]): Promise<T>
  send(method: string, ...args: unknown[]): Promise<void>
  on(method: string, handler: (...args: never[]) => void): void
  onclose(handler: () => void): void
}

export type Phase = 'connecting' | 'online' | 'offline'

const START_TIMEOUT_MS = 10_000
const INVOKE_TIMEOUT_MS = 15_000

/** A wire to the rooms hub. WebSocket only: no second request has to reach the same node. */
export function roomsHub(url = '/hubs/rooms'): Wire {
  const hub = new HubConnectionBuilder()
    .withUrl(url, { transport: HttpTransportType.WebSockets, skipNegotiation: true })
    .configureLogging(LogLevel.None)
    .build()
  hub.serverTimeoutInMilliseconds = 30_000
  hub.keepAliveIntervalInMilliseconds = 10_000
  return hub
}

interface Options {
  makeWire: () => Wire
  handlers: Record<string, (...args: never[]) => void>
  /** Runs on each new connection before it counts as online; throwing breaks it off. It asks whose connection this is. */
  verify: () => Promise<void>
  delay?: (attempt: number) => number
}

/**
 * A connection that is set up again for ever, with full jitter. Every invoke has a timeout: one sent while the connection breaks
 * may never settle by itself. Frames of an earlier wire are not passed on.
 */
export class Connection {
  readonly phase: StoreApi<{ phase: Phase; since: number }>
  private wire: Wire | null = null
  private stopped = true
  private readonly sleeper = new Sleeper()
  private breakOff: () => void = () => {}

  constructor(private readonly options: Options) {
    this.phase = createStore(() => ({ phase: 'connecting' as Phase, since: Date.now() }))
  }

  get online(): boolean {
    return this.phase.getState().phase === 'online'
  }

  start(): void {
    if (!this.stopped) return
    this.stopped = false
    globalThis.addEventListener?.('online', this.hurry)
    globalThis.addEventListener?.('offline', this.drop)
    void this.run()
  }

  async stop(): Promise<void> {
    this.stopped = true
    globalThis.removeEventListener?.('online', this.hurry)
    globalThis.removeEventListener?.('offline', this.drop)
    this.breakOff()
    this.hurry()
  }

  /** Tries now instead of after the pause. */
  readonly hurry = (): void => this.sleeper.wake()

  /** The device has no network any more. The connection would find that out by itself, a quarter of a minute later. */
  private readonly drop = (): void => this.breakOff()

  /** Calls a hub method and waits for its answer. @throws Refusal, Unreachable */
  async invoke<T>(method: string, ...args: unknown[]): Promise<T> {
    if (!this.wire || !this.online) throw new Unreachable('Not connected.')
    return this.ask<T>(this.wire, method, args)
  }

  /** Sends what may be lost (typing, positions). */
  send(method: string, ...args: unknown[]): void {
    if (this.wire && this.online) this.wire.send(method, ...args).catch(() => { /* it will be said again */ })
  }

  private async ask<T>(wire: Wire, method: string, args: unknown[]): Promise<T> {
    try {
      return await within(wire.invoke<T>(method, ...args), INVOKE_TIMEOUT_MS)
    } catch (error) {
      const refusal = asRefusal(error)
      if (refusal) throw refusal
      if (error instanceof Unreachable && wire === this.wire) this.breakOff()
      throw error instanceof Unreachable ? error : new Unreachable('The connection broke.', { cause: error })
    }
  }

  private async run(): Promise<void> {
    for (let attempt = 0; !this.stopped; attempt++) {
      const lasted = await this.connectOnce()
      if (lasted) attempt = 0
      if (this.stopped) return
      await this.sleeper.sleep((this.options.delay ?? fullJitter)(attempt))
    }
  }

  /** True when the connection had been online before it broke. */
  private async connectOnce(): Promise<boolean> {
    const wire = this.options.makeWire()
    const closed = new Promise<void>(resolve => {
      wire.onclose(resolve)
      this.breakOff = resolve
    })
    for (const [method, handle] of Object.entries(this.options.handlers))
      wire.on(method, (...args: never[]) => { if (wire === this.wire) handle(...args) })
    try {
      this.wire = wire
      await within(wire.start(), START_TIMEOUT_MS)
      await this.options.verify()
      if (this.stopped) return false
      this.to('online')
      await closed
      return true
    } catch {
      return false
    } finally {
      this.wire = null
      if (!this.stopped) this.to('offline')
      void wire.stop().catch(() => { /* it was already down */ })
    }
  }

  private to(phase: Phase): void {
    if (this.phase.getState().phase !== phase) this.phase.setState({ phase, since: Date.now() })
  }
}

/** A hub refusal reads "… HubException: 404: detail". */
export function asRefusal(error: unknown): Refusal | null {
  const match = /HubException: (\d{3}): ([\s\S]*)$/.exec(error instanceof Error ? error.message : '')
  return match ? new Refusal(Number(match[1]), match[2]!) : null
}

function within<T>(promise: Promise<T>, ms: number): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Unreachable('No answer in time.')), ms)
    promise.then(value => { clearTimeout(timer); resolve(value) }, (error: unknown) => { clearTimeout(timer); reject(error as Error) })
  })
}
