import { describe, expect, it } from 'vitest'
import type { Review, ReviewListing, ReviewRound } from '../../src/api/types'
import { lettersOf, sentenceOf } from '../../src/features/review/Agreement'
import { changeWords } from '../../src/features/review/useAnnouncement'
import { sorted } from '../../src/features/review/useReviews'
import { placeWords } from '../../src/features/review/words'

const round = (number: number, positions: Record<string, [string, number | null]>): ReviewRound => ({
  number, revealed: true, given: Object.keys(positions), passed: [], mine: null,
  opinions: Object.entries(positions).map(([userId, [position, confidence]]) => ({ userId, position, confidence, reasoning: null, deferTo: null, salt: '', commitment: '' })),
})

describe('agreement', () => {
  const first = round(1, { a: ['Wait', 2], b: ['Operate', 4], c: ['Wait', 3] })
  const second = round(2, { a: ['Operate', 4], b: ['Operate', 5], c: ['Wait', null] })

  it('says in one sentence what the plot shows', () => {
    expect(sentenceOf([first])).toBe('2 of 3 agree, confidence 3.0 on average.')
    expect(sentenceOf([first, second])).toBe('2 of 3 agree, confidence 4.5 on average. First round: 2 of 3 agree, confidence 3.0 on average. 1 changed their position.')
    expect(sentenceOf([round(1, { a: ['Wait', null], b: ['Wait', null] })])).toBe('Both agree.')
    expect(sentenceOf([round(1, { a: ['Wait', null], b: ['Go', null] })])).toBe('No two agree.')
  })

  it('has one letter for a position in both rounds, A for the most frequent of the last', () => {
    expect([...lettersOf([first, second])]).toEqual([['Operate', 'A'], ['Wait', 'B']])
  })
})

describe('what a screen reader hears', () => {
  const review = (change: Partial<Review>, phase: Review['cases'][number]['phase'] = 'presenting') => ({
    chair: 'chen', current: 'case', hands: [], speaking: null, break: null, cases: [{ caseId: 'case', question: 'Operate?', phase }], ...change,
  }) as unknown as Review
  const people = { short: (id: string) => id }

  it('is the phase, the word, the chair and the place in line, and nothing else', () => {
    const was = review({})
    expect(changeWords(was, review({}), 'amara', people)).toBe('')
    expect(changeWords(was, review({}, 'opinions'), 'amara', people)).toBe('Opinions are being given, unseen.')
    expect(changeWords(was, review({ speaking: 'amara' }), 'amara', people)).toBe('You have the word.')
    expect(changeWords(was, review({ chair: 'amara' }), 'amara', people)).toBe('You have the chair now.')
    expect(changeWords(was, review({ hands: ['jonas', 'amara'] }), 'amara', people)).toBe('You are 2nd in line to speak.')
    expect(changeWords(review({ current: null }), was, 'amara', people)).toBe('Case 1: Operate? Being presented.')
  })

  it('has its numbers as people say them', () => {
    expect([0, 1, 2, 3, 10, 20].map(placeWords)).toEqual(['1st', '2nd', '3rd', '4th', '11th', '21st'])
  })
})

describe('my reviews', () => {
  it('are live, to come, without a time, or over', () => {
    const at = (hours: number) => ({ at: new Date(hours * 3_600_000).toISOString(), minutes: 60, expects: [] })
    const one = (room: string, change: Partial<ReviewListing>): ReviewListing => ({ room, title: room, plan: null, chair: null, live: false, cases: 2, closed: 0, notReady: 0, here: [], lastAt: '', takenOutAt: null, ...change })
    const all = [one('later', { plan: at(130) }), one('live', { live: true }), one('soon', { plan: at(101) }), one('none', {}), one('over', { closed: 2 }), one('removed', { cases: 0, takenOutAt: at(1).at }), one('forgotten', { plan: at(10) })]
    const { live, next, open, over } = sorted(all, 100 * 3_600_000)
    expect([live, next, open, over].map(group => group.map(r => r.room))).toEqual([['live'], ['soon', 'later'], ['none', 'forgotten'], ['over', 'removed']])
  })
})
