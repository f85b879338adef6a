import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { NotificationSettings } from '../../src/api/types'
import { SettingsQueue } from '../../src/features/notices/settingsQueue'

const known: NotificationSettings = { zone: 'Europe/Berlin', quiet: [], work: [], off: [], awayUntil: null, standIn: null }
const later = { from: 1320, to: 420 }

describe('settings on their way', () => {
  let saved: NotificationSettings[]
  let queue: SettingsQueue
  beforeEach(() => {
    vi.useFakeTimers()
    saved = []
    queue = new SettingsQueue(known, async settings => {
      await Promise.resolve()
      if (settings.awayUntil) throw new Error('A year at most.')
      saved.push(settings)
    }, error => (error as Error).message)
  })

  it('what is refused goes back alone, and says so until it is changed', async () => {
    queue.change('quiet', [later])
    queue.change('awayUntil', '2090-01-01T00:00:00Z')
    queue.change('standIn', 'jonas')
    expect(queue.view.getState().settings).toMatchObject({ quiet: [later], awayUntil: '2090-01-01T00:00:00Z', standIn: 'jonas' })
    await vi.advanceTimersByTimeAsync(600)
    expect(saved.at(-1)).toEqual({ ...known, quiet: [later], standIn: 'jonas' })
    expect(queue.view.getState()).toEqual({ settings: saved.at(-1), saved: 'standIn', problems: { awayUntil: 'A year at most.' } })
    queue.change('awayUntil', null)
    expect(queue.view.getState().problems).toEqual({})
  })

  it('a dial that is turned on is saved once, where it came to rest', async () => {
    for (const from of [1200, 1215, 1230]) {
      queue.change('quiet', [{ from, to: 420 }])
      await vi.advanceTimersByTimeAsync(300)
    }
    await vi.advanceTimersByTimeAsync(600)
    expect(saved).toEqual([{ ...known, quiet: [{ from: 1230, to: 420 }] }])
  })

  it('what is changed while another is being saved goes after it, and what is read again undoes neither', async () => {
    queue.change('standIn', 'jonas')
    const first = queue.flush()
    queue.change('zone', 'UTC')
    queue.are(known)
    await first
    expect(saved.map(s => [s.standIn, s.zone])).toEqual([['jonas', 'Europe/Berlin'], ['jonas', 'UTC']])
  })
})
