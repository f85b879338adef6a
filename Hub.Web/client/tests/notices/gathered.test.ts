import { expect, it } from 'vitest'
import type { Notice } from '../../src/api/types'
import { gathered } from '../../src/features/notices/gathered'

const notice = (id: string, more: Partial<Notice>): Notice => ({ id, kind: 'nudge', at: '2026-03-04T10:00:00Z', room: 'ward', seq: 4, subject: null, priority: 'urgent', for: null, why: [], seen: false, done: false, ...more })

it('nudges of one message are one line with the last of them; everything else stands for itself', () => {
  const told = gathered([notice('c', {}), notice('t', { kind: 'thanks' }), notice('b', {}), notice('other', { seq: 9 }), notice('a', { kind: 'escalated' }), notice('s', { kind: 'thanks' }), notice('over', { seq: 2, done: true })])
  expect(told.map(t => t.ids)).toEqual([['c', 'b', 'a'], ['t'], ['other'], ['s'], ['over']])
  expect(told[0]!.notice.id).toBe('c')
})
