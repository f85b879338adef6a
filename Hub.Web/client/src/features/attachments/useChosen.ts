import { useEffect, useMemo } from 'react'
import { useStore } from 'zustand'
import type { Id } from '../../api/types'
import { useHub, usePhase } from '../../app/hub'
import type { HubSession } from '../../sync/hubSession'
import { ChosenFiles } from './chosen'
import { upload } from './upload'

const perHub = new WeakMap<HubSession, Map<Id, ChosenFiles>>()

/** The files chosen for a room's next message: the same ones when one comes back to the room. */
export function useChosen(roomId: Id) {
  const hub = useHub()
  const { phase } = usePhase()
  const files = useMemo(() => {
    const rooms = perHub.get(hub) ?? new Map<Id, ChosenFiles>()
    perHub.set(hub, rooms)
    const there = rooms.get(roomId) ?? new ChosenFiles(roomId, hub.files, upload, hub.ending)
    rooms.set(roomId, there)
    return there
  }, [hub, roomId])
  useEffect(() => { if (phase === 'online') files.wake() }, [files, phase])
  const { list, problem } = useStore(files.view)
  return { files, problem, list: useMemo(() => list.filter(c => !c.leaving), [list]) }
}

/** Files dropped anywhere on the page go to the room that is open; they never take the page's place. */
export function useDrop(add: (files: File[]) => void, on: boolean): void {
  useEffect(() => {
    const carries = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true
    const over = (event: DragEvent) => { if (carries(event)) event.preventDefault() }
    const drop = (event: DragEvent) => {
      if (!carries(event)) return
      event.preventDefault()
      if (on) add([...event.dataTransfer!.files])
    }
    addEventListener('dragover', over)
    addEventListener('drop', drop)
    return () => { removeEventListener('dragover', over); removeEventListener('drop', drop) }
  }, [add, on])
}
