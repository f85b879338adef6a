import { createContext, useContext, useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import type { Command, Id, Message, Role, Untold } from '../../api/types'
import { useHub, usePending } from '../../app/hub'
import type { LiveRoom } from '../../sync/liveRoom'
import { overlay } from './overlay'

/** Keeps the room live while the page shows it. */
export function useLiveRoom(id: Id): LiveRoom | null {
  const hub = useHub()
  const [room, setRoom] = useState<LiveRoom | null>(null)
  useEffect(() => {
    setRoom(hub.enter(id))
    return () => { setRoom(null); hub.release(id) }
  }, [hub, id])
  return room
}

/** The room with what waits to be sent folded in. */
export function useShown(room: LiveRoom, id: Id) {
  const hub = useHub()
  const messages = useStore(room.view, v => v.room.messages)
  const all = usePending()
  const pending = useMemo(() => all.filter(p => p.roomId === id), [all, id])
  return useMemo(() => overlay(messages, pending, hub.me.id), [messages, pending, hub.me.id])
}

/** What a message line may do. Its members never change while the room is open, so lines are not drawn again for it. */
export interface RoomDeeds {
  roomId: Id
  /** What has words, with the place of the draft that they were. Rejects where they could not be kept, and stay with whoever wrote them. */
  send: (command: Untold<Command>, draft: string) => Promise<void>
  /** What has no words: whether it is kept, and sooner or later done. Where it is not, the page says so. */
  act: (command: Untold<Command>) => Promise<boolean>
  reply: (m: Message) => void
  edit: (m: Message | null) => void
  goTo: (seq: number) => void
  find: (seq: number) => Message | undefined
  /** Opens the thread of a message beside the room. */
  thread: (seq: number) => void
  /** Shows what an edited message said before. */
  history: (seq: number) => void
}

export const DeedsContext = createContext<RoomDeeds | null>(null)

export function useDeeds(): RoomDeeds {
  const deeds = useContext(DeedsContext)
  if (!deeds) throw new Error('Only inside a room.')
  return deeds
}

export function useMyRole(room: LiveRoom): Role | undefined {
  const { me } = useHub()
  return useStore(room.view, v => v.room.members.find(m => m.userId === me.id)?.role)
}
