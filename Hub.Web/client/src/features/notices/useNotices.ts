import { useStore } from 'zustand'
import { api } from '../../api/routes'
import type { Id } from '../../api/types'
import { useHub } from '../../app/hub'

/** What I was told, and how much of it I have not seen and is not done. */
export function useNotices() {
  const { loaded, items } = useStore(useHub().notices.view)
  return { loaded, items, fresh: items.filter(n => !n.seen && !n.done).length }
}

/** Says that I have seen these; lost, it is said with the next look. */
export function seen(ids: readonly Id[]): void {
  if (ids.length > 0) void api.seen(ids).catch(() => { /* they stay new */ })
}
