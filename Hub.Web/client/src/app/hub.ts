import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, useContext, useEffect, useMemo } from 'react'
import { useStore } from 'zustand'
import { api } from '../api/routes'
import type { Id, Person, RoomSummary } from '../api/types'
import type { HubSession } from '../sync/hubSession'
import { shortName } from '../ui/names'

export const HubContext = createContext<HubSession | null>(null)

/** The session of the person this page belongs to. */
export function useHub(): HubSession {
  const hub = useContext(HubContext)
  if (!hub) throw new Error('Only inside the workspace.')
  return hub
}

export interface People {
  /** They have been read; until then a name is "…". */
  known: boolean
  list: readonly Person[]
  get: (id: Id) => Person | undefined
  /** "Dr. Chen", "Rosa"; a person one cannot see is "somebody". */
  short: (id: Id) => string
  full: (id: Id) => string
}

export function usePeople(): People {
  const { data } = useQuery({ queryKey: ['people'], queryFn: api.people, staleTime: 60_000, refetchInterval: 300_000 })
  return useMemo(() => {
    const list = data ?? []
    const byId = new Map(list.map(p => [p.id, p]))
    const named = (id: Id, name: (full: string) => string) => {
      const person = byId.get(id)
      return person ? name(person.name) : data ? 'Care Hub' : '…'
    }
    return { known: data !== undefined, list, get: id => byId.get(id), short: id => named(id, shortName), full: id => named(id, n => n) }
  }, [data])
}

/** What a room is called: its title, or the other people's names. */
export function roomName(room: Pick<RoomSummary, 'title' | 'members' | 'tampered'>, me: Id, people: People): string {
  if (room.title) return room.title
  const others = room.members.filter(id => id !== me)
  if (others.length === 0) return room.tampered ? 'A room of your own' : 'Notes to myself'
  return others.length === 1 ? people.full(others[0]!) : others.map(people.short).join(', ')
}

/** My rooms to talk in. The walls of my teams are rooms too, with a page of their own. */
export function useRooms() {
  const view = useStore(useHub().rooms.view)
  return useMemo(() => ({ ...view, rooms: view.rooms.filter(r => r.kind !== 'wall'), tampered: view.tampered.filter(r => r.kind !== 'wall') }), [view])
}

/** How far a room of mine goes, a wall too; moves with whatever happens there. */
export function useHead(id: Id | undefined): number {
  return useStore(useHub().rooms.view, v => v.rooms.find(r => r.id === id)?.head ?? 0)
}

export function usePhase() {
  return useStore(useHub().connection.phase)
}

/** Reads what is of `part` again when something moved, and with each new connection: what was asked for without one may have failed. */
export function useReadAgain(kind: string, part: string, moved: number | null | undefined): void {
  const client = useQueryClient()
  const { phase } = usePhase()
  useEffect(() => { if (phase === 'online') void client.invalidateQueries({ queryKey: [kind, part] }) }, [client, kind, part, moved, phase])
}

export function usePending() {
  return useStore(useHub().outbox.pending).list
}
