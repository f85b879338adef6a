import { useQuery } from '@tanstack/react-query'
import { api } from '../../api/routes'
import type { Notice } from '../../api/types'
import { roomName, useHub, usePeople, useRooms } from '../../app/hub'
import { planTime } from '../review/words'
import { isElsewhere } from './words'

/** What a notice is about, found here by its ids: the room, when it is one of mine; of a review also when it is and which case. */
export function useWhere(notice: Notice): string | null {
  const { me } = useHub()
  const people = usePeople()
  const { rooms } = useRooms()
  const room = rooms.find(r => r.id === notice.room)
  const ofCase = notice.kind === 'caseNotReady' || notice.kind === 'decisionDue'
  const { data: review } = useQuery({ queryKey: ['review', notice.room], queryFn: () => api.review(notice.room!), enabled: ofCase && room !== undefined })
  if (isElsewhere(notice)) return `${people.full(notice.subject!)} waits for an answer`
  if (!room) return null
  const name = roomName(room, me.id, people)
  const found = ofCase ? review?.cases.find(c => c.caseId === notice.subject) : undefined
  if (!found) return name
  const when = notice.kind === 'caseNotReady' && review?.plan ? planTime(review.plan.at) : null
  return [name, when, found.question].filter(Boolean).join(' · ')
}
