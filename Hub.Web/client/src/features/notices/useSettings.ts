import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { Refusal } from '../../api/http'
import { api } from '../../api/routes'
import type { NotificationSettings } from '../../api/types'
import { SettingsQueue } from './settingsQueue'

const key = ['notification settings']
const explain = (error: unknown) => (error instanceof Refusal ? `Not saved: ${error.detail}` : 'Not saved: Care Hub cannot be reached.')

/** How I want to be told, as the server has it. */
export function useKnownSettings() {
  return useQuery({ queryKey: key, queryFn: api.notificationSettings })
}

/** The same to be changed; what was changed is saved even when the page is left. */
export function useSettings(known: NotificationSettings) {
  const cache = useQueryClient()
  const [queue] = useState(() => new SettingsQueue(known, async settings => {
    await api.setNotificationSettings(settings)
    cache.setQueryData(key, settings)
  }, explain))
  useEffect(() => queue.are(known), [queue, known])
  useEffect(() => () => void queue.flush(), [queue])
  const { settings, saved, problems } = useStore(queue.view)
  const change: SettingsQueue['change'] = (field, value) => queue.change(field, value)
  return { settings, saved, problems, change }
}
