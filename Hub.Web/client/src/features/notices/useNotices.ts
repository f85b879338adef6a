import { useMemo } from 'react'
import { useStore } from 'zustand'
import { api } from '../../api/routes'
import type { Id } from '../../api/types'
import { useHub } from '../../app/hub'
import { gathered } from './gathered'

/** What I was told, each thing once in `told`, and how many of these I have not seen and are not done. */
export function useNotices() {
  const { loaded, items } = useStore(useHub().notices.view)
  const told = useMemo(() => gathered(items), [items])
  return { loaded, items, told, fresh: told.filter(t => !t.notice.seen && !t.notice.done).length }
}

/** Says that I have seen these; lost, it is said with the next look. */
export function seen(ids: readonly Id[]): void {
  if (ids.length > 0) void api.seen(ids).catch(() => { /* they stay new */ })
}
