import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useState } from 'react'
import { Redirect, Route, Switch } from 'wouter'
import { passes } from '../api/http'
import type { Me } from '../api/types'
import { useTidyShown } from '../features/channels/useTidyShown'
import { Toast } from '../features/notices/Toast'
import { RoomListPanel } from '../features/rooms/RoomListPanel'
import { RoomListScope } from '../features/rooms/RoomListScope'
import { WaitingForMe } from '../features/rooms/WaitingForMe'
import type { HubSession } from '../sync/hubSession'
import { FIND } from '../ui/findAnything'
import { Frame } from '../ui/Frame'
import { useWide } from '../ui/useWide'
import { HubContext, useRooms } from './hub'
import { pages } from './pages'

const {
  TodayPage, RoomPage, MinutesPage, ReplayPage, ReportPage, ReviewsPage, SearchPage, SessionsPage, SeriesEditor, SeriesPage,
  SessionPage, MePage, TeamPage, ThanksPage, AdminPage, ConfirmEmail, NoticesPage, OpenNotice, JobsPage,
} = pages
const Switcher = lazy(() => import('../features/switcher/Switcher'))

/** Everything a person sees once signed in. It is made anew for each person and lock, so nothing outlives either. */
export default function Workspace({ me, session }: { me: Me; session: HubSession }) {
  const [client] = useState(() => new QueryClient({ defaultOptions: { queries: { retry: (times, error) => times < 3 && passes(error), refetchOnWindowFocus: false } } }))
  useEffect(() => () => client.clear(), [client])
  useTidyShown(session)
  // Who people are is read again with a connection where it could not be before.
  useEffect(() => session.connection.phase.subscribe(({ phase }) => { if (phase === 'online') void client.refetchQueries({ queryKey: ['people'], predicate: q => q.state.data === undefined }) }), [client, session])
  // A page that is put aside on a phone may never run again.
  useEffect(() => {
    const look = () => { if (document.hidden) void session.drafts.flush().catch(() => { /* tried again where it runs on */ }) }
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [session])
  return (
    <QueryClientProvider client={client}>
      <HubContext value={session}>
        <RoomListScope>
          <Frame me={me}>
            <Suspense fallback={null}>
              <Switch>
                <Route path="/today"><TodayPage /></Route>
                <Route path="/rooms"><RoomsHome /></Route>
                <Route path="/rooms/:id/minutes">{({ id }) => <MinutesPage key={id} id={id} />}</Route>
                <Route path="/rooms/:id/replay">{({ id }) => <ReplayPage key={id} id={id} />}</Route>
                <Route path="/rooms/:id/report">{({ id }) => <ReportPage key={id} id={id} />}</Route>
                <Route path="/rooms/:id/:seq?">{({ id, seq }) => <RoomPage key={id} id={id!} seq={Number(seq) || undefined} />}</Route>
                <Route path="/reviews"><ReviewsPage /></Route>
                <Route path="/notices"><NoticesPage /></Route>
                <Route path="/open/:id">{({ id }) => <OpenNotice key={id} id={id} />}</Route>
                <Route path="/search"><SearchPage /></Route>
                <Route path="/sessions"><SessionsPage /></Route>
                <Route path="/sessions/new"><SeriesEditor /></Route>
                <Route path="/sessions/:id/edit">{({ id }) => <SeriesEditor key={id} id={id} />}</Route>
                <Route path="/sessions/:id/:at">{({ id, at }) => <SessionPage key={`${id}/${at}`} id={id} at={decodeURIComponent(at)} />}</Route>
                <Route path="/sessions/:id">{({ id }) => <SeriesPage key={id} id={id} />}</Route>
                <Route path="/confirm-email/:token">{({ token }) => <ConfirmEmail token={token} />}</Route>
                <Route path="/me"><MePage me={me} /></Route>
                <Route path="/thanks/:tab?/:week?">{({ tab, week }) => <ThanksPage me={me} tab={tab} week={week} />}</Route>
                <Route path="/team"><TeamPage me={me} /></Route>
                {me.isAdmin && <Route path="/admin"><AdminPage me={me} /></Route>}
                {me.isAdmin && <Route path="/admin/jobs"><JobsPage me={me} /></Route>}
                <Route><Redirect to="/today" replace /></Route>
              </Switch>
            </Suspense>
          </Frame>
        </RoomListScope>
        <Toast />
        <UnreadInTitle />
        <SwitcherKey />
      </HubContext>
    </QueryClientProvider>
  )
}

/** On a narrow page the list itself; beside the list, what waits for me. */
function RoomsHome() {
  return useWide() ? <WaitingForMe /> : <RoomListPanel />
}

/** The tab says how much is unread, never what. */
function UnreadInTitle() {
  const { rooms } = useRooms()
  const unread = rooms.filter(r => r.unread > 0).length
  useEffect(() => {
    document.title = unread > 0 ? `(${unread}) Care Hub` : 'Care Hub'
    return () => { document.title = 'Care Hub' }
  }, [unread])
  return null
}

function SwitcherKey() {
  const [open, setOpen] = useState(false)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey) return
      event.preventDefault()
      setOpen(o => !o)
    }
    const onAsk = () => setOpen(true)
    addEventListener('keydown', onKey)
    addEventListener(FIND, onAsk)
    return () => { removeEventListener('keydown', onKey); removeEventListener(FIND, onAsk) }
  }, [])
  return open ? <Suspense fallback={null}><Switcher close={() => setOpen(false)} /></Suspense> : null
}
