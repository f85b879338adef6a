import { describe, expect, it } from 'vitest'
import { atTime, datedDay, dueWords, listTime } from '../../src/ui/time'

/** A Wednesday, in the zone that the tests run in. */
const now = new Date(2026, 2, 4, 10, 0)
const at = (day: number, hour: number, minute = 0) => new Date(2026, 2, day, hour, minute).toISOString()

describe('instants as people say them', () => {
  it.each([[at(4, 9, 58), '09:58'], [at(3, 9), 'yesterday 09:00'], [at(5, 9), 'tomorrow 09:00'], [at(6, 9), 'Friday 09:00'], [at(1, 9), 'Sunday 09:00'], [at(14, 9), '14 March 09:00']])('%s is %s', (instant, words) => {
    expect(atTime(instant, now)).toBe(words)
  })

  it('due within the hour is said in minutes, later by its time, and passed as since', () => {
    expect(dueWords(at(4, 10, 20), now)).toEqual({ words: 'due in 20 min', late: false })
    expect(dueWords(at(5, 12), now)).toEqual({ words: 'due tomorrow 12:00', late: false })
    expect(dueWords(at(4, 9), now)).toEqual({ words: 'due since 09:00', late: true })
  })

  it('a document has the whole date, whenever it is read', () => {
    expect(datedDay(at(4, 9))).toBe('Wednesday 4 March 2026')
  })

  it('a list is short', () => {
    expect([at(4, 9), at(3, 9), at(2, 9), at(14, 9)].map(i => listTime(i, now))).toEqual(['09:00', 'Yesterday', 'Mon', '14 Mar'])
  })
})
