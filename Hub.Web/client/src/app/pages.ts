import { prefetch } from '../api/http'
import { paths } from '../api/routes'
import { part } from '../ui/part'

/** Everything of somebody who is signed in. */
export const Workspace = part(() => import('./Workspace'))

/** Each page of the workspace; its program is fetched when it is first gone to. */
export const pages = {
  TodayPage: part(() => import('../features/today/TodayPage')),
  RoomPage: part(() => import('../features/room/RoomPage')),
  MinutesPage: part(() => import('../features/minutes/MinutesPage')),
  ReplayPage: part(() => import('../features/replay/ReplayPage')),
  ReportPage: part(() => import('../features/report/ReportPage')),
  ReviewsPage: part(() => import('../features/review/ReviewsPage')),
  SearchPage: part(() => import('../features/search/SearchPage')),
  SessionsPage: part(() => import('../features/sessions/SessionsPage')),
  SeriesEditor: part(() => import('../features/sessions/SeriesEditor')),
  SeriesPage: part(() => import('../features/sessions/SeriesPage')),
  SessionPage: part(() => import('../features/sessions/SessionPage')),
  MePage: part(() => import('../features/me/MePage')),
  TeamPage: part(() => import('../features/team/TeamPage')),
  ThanksPage: part(() => import('../features/thanks/ThanksPage')),
  AdminPage: part(() => import('../features/admin/AdminPage')),
  ConfirmEmail: part(() => import('../features/channels/ConfirmEmail')),
  NoticesPage: part(() => import('../features/notices/NoticesPage')),
  OpenNotice: part(() => import('../features/notices/OpenNotice')),
  JobsPage: part(() => import('../features/jobs/JobsPage')),
}

/** Longer than this the first page's parts keep nothing from being shown. */
const LONGEST_MS = 3000

/** Those that people open the program at, and what they read first beside what every page does. */
const FIRST: readonly (readonly [RegExp, keyof typeof pages, ((id: string) => string[])?])[] = [
  [/^\/(?:today)?$/, 'TodayPage', () => [paths.asks('waitingForMe'), paths.asks('iWaitFor')]],
  [/^\/rooms\/([^/]+)(?:\/\d+)?$/, 'RoomPage', id => [paths.room(id), paths.messages(id)]],
  [/^\/open\//, 'OpenNotice'],
  [/^\/notices$/, 'NoticesPage'],
  [/^\/reviews$/, 'ReviewsPage'],
  [/^\/sessions$/, 'SessionsPage'],
  [/^\/thanks/, 'ThanksPage'],
]

/** Asks for what the first page shows while its program is still on its way. Only what is asked before anybody can sign in as somebody else: see `dropPrefetched`. */
export function readFirst(path: string): void {
  const first = FIRST.find(([at]) => at.test(path))
  if (first) prefetch([paths.me, paths.people, paths.rooms, ...first[2]?.(first[0].exec(path)![1] ?? '') ?? []])
}

/**
 * Fetches all that the first page of somebody who is signed in is made of, at once. By themselves its parts are asked for one after another, each when the
 * one before has run and the server has said who is here: five waits for the network, each of them felt at a bedside.
 */
export async function fetchFirst(path: string): Promise<void> {
  const first = FIRST.find(([at]) => at.test(path))
  const parts = [() => import('../sync/hubSession'), Workspace.fetch, ...(first ? [pages[first[1]].fetch] : [])]
  // What fails here, or hangs, is asked for again, and shown, where it is needed.
  await Promise.race([Promise.allSettled(parts.map(fetch => fetch())), new Promise(resolve => setTimeout(resolve, LONGEST_MS))])
}
