import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { Refusal } from '../../api/http'
import { api } from '../../api/routes'
import type { NotificationSettings } from '../../api/types'

const SAVE_MS = 600
const key = ['notification settings']

/** How I want to be told. What is changed shows at once and is saved a moment later; what is refused is shown as it was. */
export function useSettings() {
  const cache = useQueryClient()
  const { data, isError } = useQuery({ queryKey: key, queryFn: api.notificationSettings })
  const [said, setSaid] = useState<{ problem: boolean; words: string } | null>(null)
  const waiting = useRef<ReturnType<typeof setTimeout> | null>(null)
  const save = useRef<() => Promise<void>>(async () => {})
  save.current = async () => {
    waiting.current = null
    const settings = cache.getQueryData<NotificationSettings>(key)
    if (!settings) return
    try {
      await api.setNotificationSettings(settings)
      setSaid({ problem: false, words: 'Saved.' })
    } catch (error) {
      setSaid({ problem: true, words: error instanceof Refusal ? `Not saved: ${error.detail}` : 'Not saved: Care Hub cannot be reached. Nothing was changed.' })
      await cache.invalidateQueries({ queryKey: key })
    }
  }
  useEffect(() => () => {
    if (!waiting.current) return
    clearTimeout(waiting.current)
    void save.current()
  }, [])
  const change = (part: Partial<NotificationSettings>) => {
    if (!data) return
    cache.setQueryData<NotificationSettings>(key, before => ({ ...before!, ...part }))
    setSaid(null)
    if (waiting.current) clearTimeout(waiting.current)
    waiting.current = setTimeout(() => void save.current(), SAVE_MS)
  }
  return { settings: data, failed: isError && !data, said, change }
}
