import { NativeSelect, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Refusal } from '../../api/http'
import { api } from '../../api/routes'
import type { Id, RoomLevel as Level } from '../../api/types'

const levels: { value: Level; label: string }[] = [{ value: 'all', label: 'All that concerns me' }, { value: 'mentions', label: 'Mentions and asks' }, { value: 'urgent', label: 'Nothing but what is urgent' }]

/** What I want to be told of this room outside the page. */
export function RoomLevel({ room }: { room: Id }) {
  const cache = useQueryClient()
  const key = ['room notifications', room]
  const { data } = useQuery({ queryKey: key, queryFn: () => api.roomLevel(room) })
  const [problem, setProblem] = useState<string | null>(null)
  const choose = async (level: Level) => {
    setProblem(null)
    cache.setQueryData(key, { level })
    await api.setRoomLevel(room, level).catch((error: unknown) => {
      setProblem(error instanceof Refusal ? error.detail : 'Not saved: Care Hub cannot be reached. Nothing was changed.')
      void cache.invalidateQueries({ queryKey: key })
    })
  }
  return (
    <>
      <NativeSelect label="Tell me of this room" value={data?.level ?? 'all'} disabled={!data} data={levels} onChange={e => void choose(e.currentTarget.value as Level)} />
      {problem && <Text role="alert" size="sm" c="var(--hub-urgent)" mt={4}>{problem}</Text>}
    </>
  )
}
