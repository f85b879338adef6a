/** The server answered with a refusal: RFC 9457 over HTTP, or "code: detail" over the hub. */
export class Refusal extends Error {
  override readonly name = 'Refusal'

  constructor(readonly status: number, readonly detail: string, readonly code?: string, readonly retryAfterMs?: number) {
    super(detail)
  }

  /** Trying the same again cannot help. 401 is not final: it passes with signing in. */
  get final(): boolean {
    return this.status >= 400 && this.status < 500 && this.status !== 401 && this.status !== 408 && this.status !== 429
  }
}

/** No answer came, so nobody knows whether it was done. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable'
}

/** Whether trying again later may help: everything but a final refusal. */
export function passes(error: unknown): boolean {
  return !(error instanceof Refusal && error.final)
}

const TIMEOUT_MS = 15_000

let whenUnauthorised: (code: string | undefined) => void = () => {}

/** Says what happens when the session has ended or is locked (401 outside the sign-in forms). */
export function onUnauthorised(handle: (code: string | undefined) => void): void {
  whenUnauthorised = handle
}

interface Options {
  body?: unknown
  /** A 401 is an answer here (wrong password), not the end of the session. */
  expect401?: boolean
  signal?: AbortSignal
}

const ahead = new Map<string, { answer: Promise<unknown>; at: number }>()
const AHEAD_MS = 10_000
let keeping = false

/** Asks for what the program will ask for when it is here, which then takes these answers: each once, and not when they are old. */
export function askAhead(asks: readonly (() => Promise<unknown>)[]): void {
  keeping = true
  for (const ask of asks) ask().catch(() => { /* whoever takes it is told */ })
  keeping = false
}

/** Throws away what nobody has taken: somebody else may be here now. */
export function forgetAhead(): void {
  ahead.clear()
}

/** One call of the HTTP API. @throws Refusal, Unreachable */
export function call<T>(method: string, path: string, options: Options = {}): Promise<T> {
  if (method !== 'GET') return ask(method, path, options)
  const there = ahead.get(path)
  ahead.delete(path)
  if (there && performance.now() - there.at < AHEAD_MS) return there.answer as Promise<T>
  const answer = ask<T>(method, path, options)
  if (keeping) ahead.set(path, { answer, at: performance.now() })
  return answer
}

async function ask<T>(method: string, path: string, { body, expect401, signal }: Options): Promise<T> {
  const timeout = AbortSignal.timeout(TIMEOUT_MS)
  let response: Response
  try {
    response = await fetch(path, {
      method,
      credentials: 'same-origin',
      headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    })
  } catch (error) {
    throw new Unreachable('The server cannot be reached.', { cause: error })
  }
  if (response.ok) return (response.status === 204 ? undefined : await readJson(response)) as T
  const problem = await readJson(response).catch(() => ({})) as { detail?: string; title?: string; code?: string }
  if (response.status === 401 && !expect401) whenUnauthorised(problem.code)
  if (response.status >= 502 && response.status !== 503) throw new Unreachable('The server cannot be reached.')
  const after = Number(response.headers.get('retry-after'))
  throw new Refusal(response.status, problem.detail ?? problem.title ?? `The server answered ${response.status}.`, problem.code, after > 0 ? after * 1000 : undefined)
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json()
  } catch (error) {
    throw new Unreachable('The answer was cut off.', { cause: error })
  }
}
