import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { useStore } from 'zustand'
import { api } from '../../api/routes'
import type { Command, Id } from '../../api/types'
import { useReadAgain } from '../../app/hub'
import { commandId } from '../../sync/commandId'
import type { LiveRoom } from '../../sync/liveRoom'
import { problemWords } from './words'

type Untold<C> = C extends unknown ? Omit<C, 'id'> : never
/** Answers with the seq of what happened; null: it was refused or could not be reached, and the page says so. */
export type Act = (command: Untold<Command>) => Promise<number | null>

/** The review as I may see it, read again after each event of its room. What I do in it is answered at once: in a live review nothing waits in an outbox. */
export function useReview(room: LiveRoom, id: Id) {
  const client = useQueryClient()
  const head = useStore(room.view, v => v.room.head)
  const [problem, setProblem] = useState<string | null>(null)
  const query = useQuery({ queryKey: ['review', id], queryFn: () => api.review(id), staleTime: Infinity })
  useReadAgain('review', id, head)
  const act = useCallback<Act>(async command => {
    setProblem(null)
    try {
      const { seq } = await api.command(id, { ...command, id: commandId() } as Command)
      await client.invalidateQueries({ queryKey: ['review', id] })
      return seq
    } catch (error) {
      setProblem(problemWords(error))
      return null
    }
  }, [client, id])
  return { review: query.data, failed: query.isError, problem, act, setProblem }
}

/** "12:05" */
export function clockWords(ms: number): string {
  const seconds = Math.floor(ms / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
