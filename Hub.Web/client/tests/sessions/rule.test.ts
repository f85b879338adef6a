import { describe, expect, it } from 'vitest'
import { dayOf, fromRule, later, toRule } from '../../src/features/sessions/rule'

describe('the form of a rule', () => {
  it.each([
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU', 'FREQ=WEEKLY;BYDAY=MO,WE,FR;COUNT=10', 'FREQ=MONTHLY;BYDAY=1TU', 'FREQ=MONTHLY;INTERVAL=2;BYDAY=-1FR;UNTIL=20270303',
    'FREQ=MONTHLY;BYMONTHDAY=-1', 'FREQ=MONTHLY;BYMONTHDAY=15', 'FREQ=WEEKLY',
  ])('says %s and reads it again', rule => { expect(toRule(fromRule(rule)!)).toBe(rule) })

  it.each(['FREQ=DAILY', 'FREQ=MONTHLY;BYDAY=1TU,3TU', 'FREQ=MONTHLY;BYMONTHDAY=1,15', 'FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13', 'FREQ=WEEKLY;WKST=SU', 'FREQ=WEEKLY;UNTIL=20270303T120000Z'])(
    'says that it cannot say %s', rule => { expect(fromRule(rule)).toBeNull() })

  it('knows days', () => {
    expect(dayOf('2026-03-03')).toBe('TU')
    expect(later('2026-03-31', { days: 1 })).toBe('2026-04-01')
    expect(later('2026-03-03', { years: 1 })).toBe('2027-03-03')
  })
})
