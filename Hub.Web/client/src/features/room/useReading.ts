import { useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { useHub, usePhase } from '../../app/hub'
import type { LiveRoom } from '../../sync/liveRoom'

/** Whether somebody looks at this page: it is visible and has the focus. */
export function useLooking(): boolean {
  const now = () => document.visibilityState === 'visible' && document.hasFocus()
  const [looking, setLooking] = useState(now)
  useEffect(() => {
    const look = () => setLooking(now())
    addEventListener('focus', look)
    addEventListener('blur', look)
    document.addEventListener('visibilitychange', look)
    return () => { removeEventListener('focus', look); removeEventListener('blur', look); document.removeEventListener('visibilitychange', look) }
  }, [])
  return looking
}

/** Reports how far one has read: only what was on the page while somebody looked. */
export function useReading(room: LiveRoom, ready: boolean, atEnd: boolean, lastVisible: number | undefined): void {
  const hub = useHub()
  const looking = useLooking()
  const { phase } = usePhase()
  const head = useStore(room.view, v => v.room.head)
  const seq = atEnd ? head : lastVisible
  useEffect(() => {
    if (ready && looking && seq && phase === 'online') hub.read(room.id, seq)
  }, [hub, room.id, ready, looking, seq, phase])
}

export interface FreshLine {
  /** Ordinal of the last message that had been read; the line stands after it. Null: no line. */
  fromN: number | null
  /** Unread messages whose first one is not loaded yet, when there are. */
  jump: number | null
  /** Messages of others that came in below what is read. */
  below: number
  clear: () => void
  /** Reads back to the first unread message and says its seq. */
  load: () => Promise<number | undefined>
}

/** Where reading stopped: taken when the room is opened, and again each time one looks away from its end. */
export function useFreshLine(room: LiveRoom, atEnd: boolean): FreshLine {
  const { me } = useHub()
  const looking = useLooking()
  const ready = useStore(room.view, v => v.phase === 'ready')
  const n = useStore(room.view, v => v.room.n)
  const oldestN = useStore(room.view, v => v.room.messages[0]?.n)
  const [fromN, setFromN] = useState<number | null>(null)
  const [jump, setJump] = useState<number | null>(null)
  const [seenN, setSeenN] = useState(0)
  const opened = useRef<number | null>(null)

  useEffect(() => {
    if (!ready || opened.current !== null) return
    const { positions, room: state } = room.view.getState()
    const readN = positions.get(me.id)?.readN ?? 0
    opened.current = positions.get(me.id)?.read ?? 0
    if (readN < state.n) {
      setFromN(readN)
      if (state.messages.length > 0 && state.messages[0]!.n > readN + 1) setJump(state.n - readN)
    }
  }, [ready, room, me.id])
  useEffect(() => {
    if (!looking && atEnd && ready) setFromN(room.view.getState().room.n)
  }, [looking]) // only at the moment of looking away, whatever else has changed since
  useEffect(() => { if (atEnd && looking) setSeenN(n) }, [atEnd, looking, n])

  const others = room.view.getState().room.messages
  let below = 0
  for (let i = others.length - 1; i >= 0 && others[i]!.n > seenN; i--) if (others[i]!.author !== me.id) below++
  return {
    fromN, below, jump: jump !== null && oldestN !== undefined && fromN !== null && oldestN > fromN + 1 ? jump : null,
    clear: () => setJump(null),
    load: async () => {
      const after = fromN ?? 0
      await room.loadAround((opened.current ?? 0) + 1)
      return room.view.getState().room.messages.find(m => m.n > after)?.seq
    },
  }
}
