import { describe, expect, it } from 'vitest'
import type { Replay, Review } from '../../src/api/types'
import { bandAt, changed, clockAt, courseOf, momentAt, momentsOf } from '../../src/features/replay/replay'

const start = { head: 1, now: '2026-03-02T08:00:00.000000Z', current: null, attended: [], hands: [], cases: [{ caseId: 'a', phase: 'waiting', rounds: [] }, { caseId: 'b', phase: 'waiting', rounds: [] }] } as unknown as Review
const step = (seq: number, at: string, changes: Replay['steps'][number]['changes'], type = 'something') => ({ seq, at: `2026-03-02T08:${at}.000000Z`, actor: 'x', type, changes })
const replay: Replay = {
  room: 'r', title: 'Valve board', head: 20, members: [], start,
  steps: [
    step(2, '05:00', [{ path: '/current', value: 'a' }, { path: '/cases/0/phase', value: 'presenting' }]),
    step(3, '06:00', [{ path: '/cases/0/phase', value: 'opinions' }, { path: '/cases/0/rounds', value: [{ number: 1, given: [] }] }]),
    step(4, '06:30', [{ path: '/cases/0/rounds/0/given/-', value: 'amara' }]),
    step(5, '07:00', [{ path: '/cases/0/phase', value: 'discussing' }]),
    step(6, '09:00', [{ path: '/current', value: null }, { path: '/cases/0/phase', value: 'closed' }]),
    // A long pause, in which somebody comes.
    step(7, '30:00', [{ path: '/attended/-', value: { userId: 'chen' } }]),
    step(8, '40:00', [{ path: '/current', value: 'b' }, { path: '/cases/1/phase', value: 'presenting' }]),
    step(9, '41:00', [{ path: '/current', value: null }, { path: '/cases/1/phase', value: 'closed' }]),
    step(10, '55:00', [{ path: '/cases/0/outcome', value: { outcome: 'partly' } }]),
  ],
}

describe('changes', () => {
  it('put a value in, or at the end of a list, and leave what did not change the same object', () => {
    const before = { a: { b: [1, 2] }, c: { d: 'same' } }
    const after = changed(before, [{ path: '/a/b/1', value: 7 }, { path: '/a/b/-', value: 8 }])
    expect(after).toEqual({ a: { b: [1, 7, 8] }, c: { d: 'same' } })
    expect(after.c).toBe(before.c)
    expect(before.a.b).toEqual([1, 2])
  })
})

describe('the course of a review', () => {
  const moments = momentsOf(replay)
  const course = courseOf(moments)!

  it('shows at each moment what was seen then, and nothing of later', () => {
    expect(moments[3]!.review.cases[0]!.rounds[0]!.given).toEqual(['amara'])
    expect(moments[2]!.review.cases[0]!.rounds[0]!.given).toEqual([])
    expect(moments.map(m => m.review.head)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  })

  it('begins with the first case and ends with the last, and is quick between them', () => {
    expect(course.moments.map(m => m.seq)).toEqual([2, 3, 4, 5, 6, 7, 8, 9])
    expect(course.playAt).toEqual([0, 60_000, 90_000, 120_000, 240_000, 243_000, 246_000, 306_000])
    expect(course.bands.map(b => [b.number, b.phase, b.from, b.to])).toEqual([
      [1, 'presenting', 0, 60_000], [1, 'opinions', 60_000, 120_000], [1, 'discussing', 120_000, 240_000], [2, 'presenting', 246_000, 306_000],
    ])
  })

  it('finds the moment, the phase and the clock of a place', () => {
    expect(momentAt(course, 89_999)).toBe(1)
    expect(momentAt(course, 90_000)).toBe(2)
    expect(momentAt(course, 9e9)).toBe(7)
    expect(bandAt(course, 60_000)!.phase).toBe('opinions')
    expect(bandAt(course, 244_000)!.number).toBe(2)
    expect(new Date(clockAt(course, 75_000)).toISOString()).toBe('2026-03-02T08:06:15.000Z')
  })

  it('is none when no case was begun', () => {
    expect(courseOf(momentsOf({ ...replay, steps: [] }))).toBeNull()
  })
})
