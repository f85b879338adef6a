import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { create } from 'zustand'
import { api } from '../../api/routes'
import type { Id, Team, WallEntry } from '../../api/types'
import { useHead, useHub } from '../../app/hub'
import { useTeams } from '../team/useTeams'

const useChoice = create<{ team: Id | null; choose: (team: Id) => void }>(set => ({ team: null, choose: team => set({ team }) }))

/** My teams by name, and the one whose wall is looked at, at first the largest; undefined while they are read. */
export function useMyTeams(): { mine: Team[] | undefined; team: Team | undefined; choose: (team: Id) => void } {
  const { me } = useHub()
  const { data } = useTeams()
  const { team: chosen, choose } = useChoice()
  const mine = data?.filter(t => t.members.some(m => m.userId === me.id))
  return { mine, team: mine?.find(t => t.id === chosen) ?? mine?.toSorted((a, b) => b.members.length - a.members.length)[0], choose }
}

/** A team's wall, newest first. Read again as soon as something moves on it; what is new waits above until it is asked for, so that nothing shifts while one reads. */
export function useWall(team: Id, atTop: boolean) {
  const client = useQueryClient()
  const query = useInfiniteQuery({
    queryKey: ['wall', team], queryFn: ({ pageParam }) => api.wall(team, pageParam), initialPageParam: undefined as number | undefined, getNextPageParam: last => last.next ?? undefined,
  })
  const room = query.data?.pages[0]?.room
  const read = query.data?.pages[0]?.head ?? 0
  const head = useHead(room)
  useEffect(() => {
    if (room && head > read) void client.invalidateQueries({ queryKey: ['wall', team] })
  }, [client, team, room, head, read])

  const all: WallEntry[] = query.data?.pages.flatMap(p => p.entries) ?? []
  const newest = all[0]?.seq ?? 0
  const [seen, setSeen] = useState(0)
  useEffect(() => { if (atTop || seen === 0) setSeen(newest) }, [atTop, newest, seen])
  const fresh = atTop || seen === 0 ? 0 : all.filter(e => e.seq > seen).length
  return { ...query, room, entries: all.slice(fresh), fresh, show: () => setSeen(newest) }
}

export function useDigests(team: Id) {
  return useQuery({ queryKey: ['digests', team], queryFn: () => api.digests(team), refetchInterval: 300_000 })
}
