import { SegmentedControl } from '@mantine/core'
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import { Link, Redirect } from 'wouter'
import { useStore } from 'zustand'
import type { Command, Id, Message } from '../../api/types'
import { useHub } from '../../app/hub'
import { commandId } from '../../sync/commandId'
import { indexOfSeq } from '../../sync/fold'
import type { LiveRoom } from '../../sync/liveRoom'
import { Empty } from '../../ui/Empty'
import { useWide } from '../../ui/useWide'
import { ReviewSkeleton } from '../review/ReviewSkeleton'
import { Waiting } from '../talk/Waiting'
import { Composer } from './Composer'
import { KeptDraft } from './KeptDraft'
import { MessageList, type ListHandle } from './MessageList'
import { RoomHeader } from './RoomHeader'
import classes from './Room.module.css'
import { TypingLine } from './TypingLine'
import { DeedsContext, useLiveRoom, useShown, type RoomDeeds } from './useRoom'

const Details = lazy(() => import('./Details'))
const DetailsSheet = lazy(() => import('./DetailsSheet'))
const ThreadPanel = lazy(() => import('../talk/ThreadPanel'))
const ThreadSheet = lazy(() => import('../talk/ThreadSheet'))
const ReviewView = lazy(() => import('../review/ReviewView'))
const HistoryDialog = lazy(() => import('../talk/HistoryDialog'))

/** @param seq a message to go to, of a link to it */
export default function RoomPage({ id, seq }: { id: Id; seq?: number | undefined }) {
  const room = useLiveRoom(id)
  return room ? <OpenRoom room={room} id={id} seq={seq} /> : null
}

function OpenRoom({ room, id, seq }: { room: LiveRoom; id: Id; seq: number | undefined }) {
  const hub = useHub()
  const phase = useStore(room.view, v => v.phase)
  const refusal = useStore(room.view, v => v.refusal)
  const member = useStore(room.view, v => v.phase !== 'ready' || v.room.members.some(m => m.userId === hub.me.id))
  const [asked, setDetails] = useState<boolean | null>(null)
  // The list of my rooms says what it is before the room itself is read: its page does not become another one then.
  const listed = useStore(hub.rooms.view, v => v.rooms.find(r => r.id === id)?.kind)
  const kind = useStore(room.view, v => (v.phase === 'ready' ? v.room.kind : listed))
  const isReview = kind === 'caseReview'
  const isWall = kind === 'wall'
  const [talking, setTalking] = useState(seq !== undefined)
  // A review shows its people itself; the details come when they are asked for.
  const details = asked ?? (innerWidth >= 1360 && !(isReview && !talking))
  const wide = useWide()
  const [replyTo, setReplyTo] = useState<Message | null>(null)
  const [editing, setEditing] = useState<Message | null>(null)
  const [thread, setThread] = useState<number | null>(null)
  const [history, setHistory] = useState<number | null>(null)
  const list = useRef<ListHandle>(null)
  const shown = useShown(room, id)
  const shownNow = useRef(shown)
  shownNow.current = shown

  const deeds = useMemo<RoomDeeds>(() => ({
    roomId: id,
    send: (command, draft) => hub.post(id, { ...command, id: commandId() } as Command, draft),
    act: command => hub.act(id, { ...command, id: commandId() } as Command),
    reply: m => { setEditing(null); setReplyTo(m) },
    edit: setEditing,
    goTo: seq => list.current?.goTo(seq),
    thread: setThread,
    history: setHistory,
    find: seq => { const { messages } = shownNow.current; return messages[indexOfSeq(messages, seq)] },
  }), [hub, id])

  // Somebody has taken me in since: the list of my rooms hears of it first.
  useEffect(() => { if (phase === 'gone' && listed) room.reconnected() }, [phase, listed, room])

  useEffect(() => {
    if (phase === 'ready' && seq) list.current?.goTo(seq)
  }, [phase, seq])

  // A wall has a page of its own, where a link to thanks leads too.
  if (isWall) return <Redirect to="/thanks" replace />
  if (phase === 'gone' || !member) {
    return (
      <Empty page title="You are not in this room" text="It does not exist, or somebody took you out of it. Ask one of its owners if you need to be in it.">
        {shown.unsent.map(p => <Waiting key={p.id} pending={p} />)}
        <KeptDraft id={id} />
        <Link to="/rooms" className={classes.back!}>Back to the rooms</Link>
      </Empty>
    )
  }
  if (phase === 'refused') {
    return <Empty page title="This room is not shown" text={refusal!}><Link to="/rooms" className={classes.back!}>Back to the rooms</Link></Empty>
  }
  const close = () => setDetails(false)
  return (
    <DeedsContext value={deeds}>
      <div className={classes.room} data-details={(wide && (details || thread !== null)) || undefined}>
        <div className={classes.talk}>
          <RoomHeader room={room} id={id} details={details && thread === null} toggleDetails={() => { setDetails(thread !== null || !details); setThread(null) }} />
          {isReview && (
            <SegmentedControl
              className={classes.sides!} size="sm" aria-label="What to show" value={talking ? 'talk' : 'review'} onChange={v => setTalking(v === 'talk')}
              data={[{ value: 'review', label: 'Review' }, { value: 'talk', label: 'Talk' }]}
            />
          )}
          {isReview && !talking
            ? <Suspense fallback={<ReviewSkeleton />}><ReviewView room={room} id={id} /></Suspense>
            : (
              <>
                <MessageList ref={list} room={room} shown={shown} />
                <TypingLine room={room} />
                <Composer
                  room={room} id={id} replyTo={replyTo} editing={editing}
                  reply={setReplyTo} leaveReply={() => setReplyTo(null)} leaveEdit={() => setEditing(null)} sent={() => list.current?.toEnd()}
                />
              </>
            )}
        </div>
        {thread !== null && (wide
          ? <aside className={classes.details} aria-label="Thread"><Suspense fallback={null}><ThreadPanel key={thread} room={room} id={id} seq={thread} close={() => setThread(null)} /></Suspense></aside>
          : <Suspense fallback={null}><ThreadSheet key={thread} room={room} id={id} seq={thread} close={() => setThread(null)} /></Suspense>)}
        {history !== null && <Suspense fallback={null}><HistoryDialog id={id} seq={history} close={() => setHistory(null)} /></Suspense>}
        {wide && details && thread === null && <aside className={classes.details} aria-label="Details"><Suspense fallback={null}><Details room={room} id={id} close={close} /></Suspense></aside>}
        {!wide && details && thread === null && <Suspense fallback={null}><DetailsSheet room={room} id={id} close={close} /></Suspense>}
      </div>
    </DeedsContext>
  )
}
