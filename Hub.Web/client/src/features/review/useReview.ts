import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { Refusal } from '../../api/http'
import { api } from '../../api/routes'
import type { Command, Id, Review } from '../../api/types'
import { commandId } from '../../sync/commandId'
import type { LiveRoom } from '../../sync/liveRoom'

type Untold<C> = C extends unknown ? Omit<C, 'id'> : never
export type Act = (command: Untold<Command>) => Promise<boolean>

/** The review as I may see it, read again after each event of its room. What I do in it is answered at once: in a live review nothing waits in an outbox. */
export function useReview(room: LiveRoom, id: Id) {
  const client = useQueryClient()
  const head = useStore(room.view, v => v.room.head)
  const [problem, setProblem] = useState<string | null>(null)
  const query = useQuery({ queryKey: ['review', id], queryFn: () => api.review(id), staleTime: Infinity })
  useEffect(() => { void client.invalidateQueries({ queryKey: ['review', id] }) }, [client, id, head])
  const act = useCallback<Act>(async command => {
    setProblem(null)
    try {
      await api.command(id, { ...command, id: commandId() } as Command)
      await client.invalidateQueries({ queryKey: ['review', id] })
      return true
    } catch (error) {
      setProblem(error instanceof Refusal ? error.detail : 'Care Hub cannot be reached. Nothing was lost; try again in a moment.')
      return false
    }
  }, [client, id])
  return { review: query.data, at: query.dataUpdatedAt, problem, act, clearProblem: () => setProblem(null) }
}

/** Milliseconds since an instant by the server's clock, so that every page shows the same. Moves each second. */
export function useElapsed(review: Review, readAt: number, since: string): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  return Math.max(0, new Date(review.now).getTime() + Math.max(0, now - readAt) - new Date(since).getTime())
}

/** "12:05" */
export function clockWords(ms: number): string {
  const seconds = Math.floor(ms / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
