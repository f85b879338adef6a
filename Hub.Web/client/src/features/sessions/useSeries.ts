import { useQuery, type QueryKey, type UseQueryResult } from '@tanstack/react-query'
import { passes } from '../../api/http'
import { api } from '../../api/routes'
import type { Id } from '../../api/types'
import { useReadAgain, useRooms } from '../../app/hub'
import { useAct } from '../../app/useAct'

/** Something of a series as the server has it, read again whenever its room moves. What I do in it is answered at once. */
export function useOfSeries<T>(id: Id, key: QueryKey, read: () => Promise<T>) {
  const { rooms } = useRooms()
  const head = rooms.find(r => r.id === id)?.head
  const query = useQuery({ queryKey: ['sessions', id, ...key], queryFn: read })
  useReadAgain('sessions', id, head)
  const { act, problem, setProblem } = useAct(id, ['sessions'])
  return { data: query.data, absent: absence(query), problem, act, clearProblem: () => setProblem(null) }
}

/** What was asked for is not here and will not come for now: it could not be read, or there is no network to ask over. */
function isUnread({ data, isError, fetchStatus }: UseQueryResult): boolean {
  return data === undefined && (isError || fetchStatus === 'paused')
}

/** Why what was asked for is not here: it is on its way, could not be read for now, or is not there for me. */
export type Absence = 'reading' | 'unread' | 'missing'

function absence(query: UseQueryResult): Absence {
  if (query.isError && !passes(query.error)) return 'missing'
  return isUnread(query) ? 'unread' : 'reading'
}

/** All my series; unread: there may be some, and they are not here. */
export function useSeriesList() {
  useReadAgain('sessions', 'list', null)
  const query = useQuery({ queryKey: ['sessions', 'list'], queryFn: api.series })
  return { data: query.data, unread: isUnread(query) }
}

/** Sessions of all my series between two instants; unread: there may be some, and they are not here. */
export function useCalendar(from: string, to: string) {
  const { rooms } = useRooms()
  const moved = rooms.reduce((sum, r) => sum + (r.kind === 'feedbackSeries' ? r.head : 0), 0)
  useReadAgain('sessions', 'calendar', moved)
  const query = useQuery({ queryKey: ['sessions', 'calendar', from, to], queryFn: () => api.sessionsBetween(from, to), refetchInterval: 60_000 })
  return { data: query.data, unread: isUnread(query) }
}
