/** Each page of the workspace; its program is fetched when it is first gone to. */
export const pages = {
  TodayPage: () => import('../features/today/TodayPage'),
  RoomPage: () => import('../features/room/RoomPage'),
  MinutesPage: () => import('../features/minutes/MinutesPage'),
  ReplayPage: () => import('../features/replay/ReplayPage'),
  ReportPage: () => import('../features/report/ReportPage'),
  ReviewsPage: () => import('../features/review/ReviewsPage'),
  SearchPage: () => import('../features/search/SearchPage'),
  SessionsPage: () => import('../features/sessions/SessionsPage'),
  SeriesEditor: () => import('../features/sessions/SeriesEditor'),
  SeriesPage: () => import('../features/sessions/SeriesPage'),
  SessionPage: () => import('../features/sessions/SessionPage'),
  MePage: () => import('../features/me/MePage'),
  TeamPage: () => import('../features/team/TeamPage'),
  ThanksPage: () => import('../features/thanks/ThanksPage'),
  AdminPage: () => import('../features/admin/AdminPage'),
  ConfirmEmail: () => import('../features/channels/ConfirmEmail'),
  NoticesPage: () => import('../features/notices/NoticesPage'),
  OpenNotice: () => import('../features/notices/OpenNotice'),
  JobsPage: () => import('../features/jobs/JobsPage'),
}

/** Those that people open the program at. */
const FIRST: readonly (readonly [RegExp, keyof typeof pages])[] = [
  [/^\/(today)?$/, 'TodayPage'],
  [/^\/rooms\/[^/]+(\/\d+)?$/, 'RoomPage'],
  [/^\/open\//, 'OpenNotice'],
  [/^\/notices$/, 'NoticesPage'],
  [/^\/reviews$/, 'ReviewsPage'],
  [/^\/sessions$/, 'SessionsPage'],
  [/^\/thanks/, 'ThanksPage'],
]

/**
 * Fetches all that the first page of somebody who is signed in is made of, at once. By themselves its parts are asked for one after another, each when the
 * one before has run and the server has said who is here: five waits for the network, each of them felt at a bedside.
 */
export function fetchAhead(path: string): void {
  const first = FIRST.find(([at]) => at.test(path))
  const parts = [() => import('../sync/hubSession'), () => import('./Workspace'), ...(first ? [pages[first[1]]] : [])]
  // What fails here is asked for again, and shown, where it is needed.
  for (const part of parts) part().catch(() => undefined)
}
