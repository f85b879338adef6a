import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api } from '../../api/routes'
import type { AskSide } from '../../api/types'
import { useRooms } from '../../app/hub'

/** Open asks of one side, across my rooms. Asked for again when something moved in any of them. */
export function useAsks(side: AskSide) {
  const { rooms } = useRooms()
  const client = useQueryClient()
  const moved = rooms.reduce((sum, r) => sum + r.head, 0)
  useEffect(() => { void client.invalidateQueries({ queryKey: ['asks', side] }) }, [client, side, moved])
  return useQuery({ queryKey: ['asks', side], queryFn: () => api.asks(side), refetchInterval: 60_000 })
}
