import { useQuery } from '@tanstack/react-query'
import { useStore } from 'zustand'
import { api } from '../../api/routes'
import type { Id } from '../../api/types'
import { useReadAgain } from '../../app/hub'
import { useAct } from '../../app/useAct'
import type { LiveRoom } from '../../sync/liveRoom'

/** The review as I may see it, read again after each event of its room. What I do in it is answered at once: in a live review nothing waits in an outbox. */
export function useReview(room: LiveRoom, id: Id) {
  const head = useStore(room.view, v => v.room.head)
  const query = useQuery({ queryKey: ['review', id], queryFn: () => api.review(id), staleTime: Infinity })
  useReadAgain('review', id, head)
  return { review: query.data, failed: query.isError, ...useAct(id, ['review', id]) }
}

/** "12:05" */
export function clockWords(ms: number): string {
  const seconds = Math.floor(ms / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
