/** When this person last did something on any tab, and whether the page was locked: instants and a flag, kept over a reload. */

const ACTIVE = 'care-hub-active'
const LOCKED = 'care-hub-locked'
const PERSON = 'care-hub-person'
const EVERY_MS = 5000

let last = 0

function storage(): Storage | null {
  try { return localStorage } catch { return null }
}

export function noteActivity(): void {
  const now = Date.now()
  if (now - last < EVERY_MS) return
  last = now
  storage()?.setItem(ACTIVE, String(now))
}

/** Milliseconds since the last activity; 0 when none is known. */
export function idleSince(): number {
  const at = Math.max(last, Number(storage()?.getItem(ACTIVE) ?? 0))
  return at > 0 ? Date.now() - at : 0
}

export function forgetActivity(): void {
  last = 0
  storage()?.removeItem(ACTIVE)
}

export function markLocked(locked: boolean): void {
  if (locked) storage()?.setItem(LOCKED, '1')
  else { storage()?.removeItem(LOCKED); last = 0; noteActivity() }
}

/** Whose sealed store this browser used last: so that it can be wiped even when the page no longer knows the person. */
export function rememberPerson(id: string | null): void {
  if (id) storage()?.setItem(PERSON, id)
  else storage()?.removeItem(PERSON)
}

export function lastPerson(): string | null {
  return storage()?.getItem(PERSON) ?? null
}

export function wasLocked(): boolean {
  return storage()?.getItem(LOCKED) === '1'
}

for (const kind of ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const) globalThis.addEventListener?.(kind, noteActivity, { passive: true, capture: true })
