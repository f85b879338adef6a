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
/** Of an answer that nothing was done, for somebody else is signed in. */
export const OTHER_PERSON = 'otherPerson'
const JSON_ONLY = { accept: 'application/json' }

let whenUnauthorised: (code: string | undefined) => void = () => {}

/** Says what happens when the session has ended, is locked (401 outside the sign-in forms) or is another person's. */
export function onUnauthorised(handle: (code: string | undefined) => void): void {
  whenUnauthorised = handle
}

let person: string | null = null

/** Whose page this is from now on: what changes something says so, and is refused where another person is signed in. */
export function speakFor(id: string | null): void {
  person = id
}

/** Whose page it is, for the server to compare. */
export function spokenFor(): Record<string, string> {
  return person === null ? {} : { 'x-care-hub-person': person }
}

interface Options {
  body?: unknown
  /** A 401 is an answer here (wrong password), not the end of the session. */
  expect401?: boolean
  signal?: AbortSignal
}

const PREFETCH_MS = 10_000
const prefetched = new Map<string, { answer: Promise<Response>; drop: () => void }>()

/** Asks for what the program will ask for when it is here, which then takes these answers: each once, and none that failed or is old. */
export function prefetch(paths: readonly string[]): void {
  for (const path of paths) {
    const stop = new AbortController()
    const answer = fetch(path, { credentials: 'same-origin', headers: JSON_ONLY, signal: AbortSignal.any([stop.signal, AbortSignal.timeout(TIMEOUT_MS)]) })
    const drop = () => { if (prefetched.get(path)?.answer === answer) { prefetched.delete(path); stop.abort() } }
    prefetched.set(path, { answer, drop })
    answer.catch(drop)
    setTimeout(drop, PREFETCH_MS)
  }
}

/** Throws away what nobody has taken: somebody else may be here now. */
export function dropPrefetched(): void {
  for (const { drop } of prefetched.values()) drop()
}

function take(path: string): Promise<Response> | undefined {
  const there = prefetched.get(path)
  prefetched.delete(path)
  return there?.answer
}

/** One call of the HTTP API. @throws Refusal, Unreachable */
export async function call<T>(method: string, path: string, { body, expect401, signal }: Options = {}): Promise<T> {
  const timeout = AbortSignal.timeout(TIMEOUT_MS)
  let response: Response
  try {
    response = await (method === 'GET' && take(path) || fetch(path, {
      method,
      credentials: 'same-origin',
      headers: { ...JSON_ONLY, ...(method !== 'GET' && spokenFor()), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    }))
  } catch (error) {
    throw new Unreachable('The server cannot be reached.', { cause: error })
  }
  if (response.ok) return (response.status === 204 ? undefined : await readJson(response)) as T
  const problem = await readJson(response).catch(() => ({})) as { detail?: string; title?: string; code?: string }
  if ((response.status === 401 && !expect401) || problem.code === OTHER_PERSON) whenUnauthorised(problem.code)
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
