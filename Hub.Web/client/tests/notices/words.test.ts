import { describe, expect, it } from 'vitest'
import type { Notice } from '../../src/api/types'
import { byUrgency, isElsewhere, placeOf } from '../../src/features/notices/words'

const notice = (more: Partial<Notice>): Notice => ({ id: '1', kind: 'nudge', at: '2026-03-04T10:00:00Z', room: null, seq: null, subject: null, priority: 'routine', for: null, why: [], seen: false, done: false, ...more })

describe('notices', () => {
  it('the most urgent comes first, and of one urgency as they are', () => {
    const all = [notice({ id: 'a' }), notice({ id: 'b', priority: 'urgent' }), notice({ id: 'c', priority: 'important' }), notice({ id: 'd', priority: 'urgent' })]
    expect(byUrgency(all).map(n => n.id)).toEqual(['b', 'd', 'c', 'a'])
  })

  it('who waits in a direct room that I am not in is named, and no place', () => {
    expect(isElsewhere(notice({ kind: 'escalated', subject: 'amara' }))).toBe(true)
    expect(isElsewhere(notice({ kind: 'escalated', room: 'ward', seq: 4, subject: 'chen' }))).toBe(false)
    expect(isElsewhere(notice({}))).toBe(false)
    expect(placeOf(notice({ kind: 'escalated', room: 'ward', seq: 4 }))).toBe('/rooms/ward/4')
  })
})
