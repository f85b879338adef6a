import { createStore } from 'zustand/vanilla'
import { dropPrefetched, onUnauthorised, OTHER_PERSON, Refusal, speakFor } from '../api/http'
import { api } from '../api/routes'
import type { Me } from '../api/types'
import type { HubSession } from '../sync/hubSession'
import { forgetActivity, idleSince, lastPerson, markLocked, noteActivity, rememberPerson, wasLocked } from './activity'
import { fetchFirst } from './pages'

export type Auth =
  | { at: 'loading' }
  | { at: 'unreachable' }
  | { at: 'out'; notice?: string }
  | { at: 'locked'; name?: string }
  | { at: 'in'; me: Me; session: HubSession }

/** Who uses this page. Leaving 'in' takes the session, and with it everything it held in memory, away. */
export const auth = createStore<Auth>(() => ({ at: 'loading' }))

const IDLE_LOCK_MS = 15 * 60_000
const tabs = new BroadcastChannel('care-hub-session')
let turn = 0

/** Whether the page may go on where it was left: it was not locked, and nobody has been away for long. */
export function goesOn(): boolean {
  return !wasLocked() && idleSince() <= IDLE_LOCK_MS
}

/** Asks the server who is signed in, and shows what follows. */
export async function boot(): Promise<void> {
  if (!goesOn()) return lock({ tell: false })
  const mine = ++turn
  try {
    const me = await api.me()
    if (mine === turn) await enter(me)
  } catch (error) {
    if (mine !== turn) return
    if (!(error instanceof Refusal) || error.status !== 401) {
      if (auth.getState().at === 'loading') auth.setState({ at: 'unreachable' }, true)
    } else if (error.code === 'locked') await leave({ at: 'locked' })
    else await leave({ at: 'out' })
  }
}

/** Somebody signed in or unlocked on this page. */
export async function signedIn(me: Me): Promise<void> {
  turn++
  dropPrefetched()
  markLocked(false)
  // First: the cookie is this person's already, and another tab must not go on as somebody else meanwhile.
  tabs.postMessage('changed')
  await enter(me)
}

/** Ends the session and takes what was kept for this person out of the browser. */
export async function signOut(): Promise<void> {
  turn++
  dropPrefetched()
  const now = auth.getState()
  const isOther = await api.signOut().then(() => false, (error: unknown) => error instanceof Refusal && error.code === OTHER_PERSON)
  speakFor(null)
  auth.setState({ at: isOther ? 'loading' : 'out' }, true)
  if (now.at === 'in') await now.session.close()
  const person = now.at === 'in' ? now.me.id : lastPerson()
  if (person) await (await import('../sync/vault')).wipeVault(person)
  // Who signed in in another tab stays, with all that is theirs.
  if (isOther) return boot()
  markLocked(false)
  rememberPerson(null)
  forgetActivity()
  tabs.postMessage('changed')
  // Last: the browser's push service is asked, and may be long in answering.
  await import('../features/channels/push').then(push => push.forgetDevice()).catch(() => { /* the server tells a session that ended nothing more */ })
}

/** Wipes the page and locks the session; what waits to be sent stays sealed. */
export async function lock({ tell = true } = {}): Promise<void> {
  turn++
  markLocked(true)
  const now = auth.getState()
  await leave({ at: 'locked', name: now.at === 'in' ? now.me.name : undefined })
  if (tell) tabs.postMessage('locked')
  await api.lock().catch((error: unknown) => {
    if (error instanceof Refusal && error.status === 401 && error.code !== 'locked') { markLocked(false); auth.setState({ at: 'out' }, true) }
  })
}

async function enter(me: Me): Promise<void> {
  const mine = turn
  const now = auth.getState()
  if (now.at === 'in' && now.me.id === me.id) return auth.setState({ at: 'in', me, session: now.session }, true)
  if (now.at === 'in') await leave({ at: 'loading' })
  // The page that says so asks again and again, and each asking gives up the one before.
  if (now.at === 'unreachable') auth.setState({ at: 'loading' }, true)
  const { HubSession } = await import('../sync/hubSession')
  // Shown whole: a page of which a part is still on its way would be held back.
  const [session] = await Promise.all([HubSession.open(me, () => void boot()), fetchFirst(location.pathname)])
  if (mine !== turn) return session.close()
  speakFor(me.id)
  rememberPerson(me.id)
  noteActivity()
  session.start()
  auth.setState({ at: 'in', me, session }, true)
}

async function leave(to: Auth): Promise<void> {
  speakFor(null)
  dropPrefetched()
  const now = auth.getState()
  auth.setState(to, true)
  if (now.at === 'in') await now.session.close()
}

onUnauthorised(code => {
  if (auth.getState().at !== 'in') return
  if (code === OTHER_PERSON) return void boot()
  turn++
  void leave(code === 'locked' ? { at: 'locked' } : { at: 'out', notice: 'Your session has ended. Sign in to go on; what you wrote is kept.' })
})

tabs.onmessage = ({ data }: MessageEvent<'changed' | 'locked'>) => {
  if (data === 'locked' && auth.getState().at === 'in') void lock({ tell: false })
  if (data === 'changed') { dropPrefetched(); void boot() }
}

/** Watches for a person who has gone away. Returns the end of the watch. */
export function watchIdle(): () => void {
  const look = () => { if (auth.getState().at === 'in' && idleSince() > IDLE_LOCK_MS) void lock() }
  const timer = setInterval(look, 10_000)
  document.addEventListener('visibilitychange', look)
  return () => { clearInterval(timer); document.removeEventListener('visibilitychange', look) }
}
