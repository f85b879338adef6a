import { describe, expect, it } from 'vitest'
import { arc, minutesAt, none, pointAt, turned, weekWords } from '../../src/features/notices/hours'

const night = { from: 22 * 60, to: 7 * 60 }

describe('the dial of the week', () => {
  it('finds each time again where it shows it', () => {
    for (let at = 0; at < 1440; at += 15) expect(minutesAt(pointAt(at, 112).x, pointAt(at, 112).y)).toBe(at)
  })
  it('turns round midnight both ways', () => expect([turned(1425, 15), turned(0, -15)]).toEqual([0, 1425]))
  it('draws the long way round where a span is longer than half a day', () => {
    expect(arc({ from: 0, to: 13 * 60 }, 10)).toContain(' 0 1 1 ')
    expect(arc(night, 10)).toContain(' 0 0 1 ')
  })
})

describe('weekWords', () => {
  it('says a week of equal days in one', () => expect(weekWords(Array(7).fill(night))).toBe('Every day 22:00 to 07:00 the next day'))
  it('says days alike together', () =>
    expect(weekWords([...Array(5).fill({ from: 480, to: 1080 }), none, none])).toBe('Monday to Friday 08:00 to 18:00; Saturday and Sunday none'))
  it('says that there are none', () => expect(weekWords(Array(7).fill(none))).toBe('None'))
})
