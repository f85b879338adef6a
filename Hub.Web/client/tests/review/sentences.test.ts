import { describe, expect, it } from 'vitest'
import { agreementSentence, decisionsSentence, disciplineSentence, halvesSentence, minutesWords, timeSentence } from '../../src/features/report/sentences'

const c = { caseId: 'a', question: 'Operate?', plannedMinutes: 10, minutes: 12, phases: [], before: 0.5, after: 1, contributions: 4 }
const d = { discipline: 'nurse', people: 2, heardIn: 2, opinions: 3, words: 1, notes: 0 }

describe('what a report says', () => {
  it('of time', () => {
    expect(timeSentence([c, { ...c, minutes: 8 }])).toBe('2 cases took 20 min, 10 min each on average; 1 of 2 with a planned time went over it.')
    expect(timeSentence([{ ...c, plannedMinutes: null, minutes: 0.5 }])).toBe('1 case took 30 s, 30 s each on average.')
    expect([59.6, 65, 120].map(minutesWords)).toEqual(['1 h', '1 h 5 min', '2 h'])
  })

  it('of the halves', () => {
    const half = { cases: 3, minutes: 10, contributions: 5, agreement: null }
    expect(halvesSentence(half, { ...half, minutes: 7, contributions: 2 })).toBe('Cases of the second half took 30 % less time than those of the first, and less was said on each.')
    expect(halvesSentence(half, half)).toBe('Cases of the second half took about as long as those of the first, and as much was said on each.')
  })

  it('of disciplines, agreement and decisions', () => {
    expect(disciplineSentence([d], 2)).toBe('Every discipline was heard in every case.')
    expect(disciplineSentence([d, { ...d, discipline: 'pharmacist', heardIn: 0 }], 2)).toBe('Nurse was heard in every case; pharmacist in none.')
    expect(agreementSentence([c, { ...c, after: null }])).toBe('On average 50 % were of one mind before the discussion; where there was a second round it went from 50 % to 100 %.')
    expect(decisionsSentence({ implemented: 1, partly: 1, not: 0, open: 2, overdue: 1, none: 1 })).toBe('1 of 3 decisions that came due was carried out, 1 in part. 1 case closed without one.')
    expect(decisionsSentence({ implemented: 0, partly: 0, not: 0, open: 2, overdue: 0, none: 0 })).toBe('2 decisions, none of them due yet.')
  })
})
