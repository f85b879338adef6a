import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api } from '../../api/routes'
import type { OpenDecision } from '../../api/types'
import { useRooms } from '../../app/hub'

/** Decisions of reviews that are mine to carry out, in the order in which they are due; none while they are read. */
export function useDecisions(): readonly OpenDecision[] {
  const { rooms } = useRooms()
  const client = useQueryClient()
  const moved = rooms.filter(r => r.kind === 'caseReview').reduce((sum, r) => sum + r.head, 0)
  useEffect(() => { void client.invalidateQueries({ queryKey: ['decisions'] }) }, [client, moved])
  return useQuery({ queryKey: ['decisions'], queryFn: api.decisions, refetchInterval: 60_000 }).data ?? []
}
