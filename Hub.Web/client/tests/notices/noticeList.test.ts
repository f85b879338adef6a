import { describe, expect, it } from 'vitest'
import type { Notice } from '../../src/api/types'
import { placeOf, speaks } from '../../src/features/notices/words'
import { NoticeList } from '../../src/sync/noticeList'

const notice = (part: Partial<Notice> = {}): Notice =>
  ({ id: 'n', kind: 'nudge', at: '2026-11-25T15:00:00Z', room: 'r', seq: 7, subject: null, priority: 'important', for: null, why: ['important'], seen: false, done: false, ...part })

describe('NoticeList', () => {
  it('keeps what the hub said while an older answer was on its way', async () => {
    let answer: (items: Notice[]) => void = () => {}
    const list = new NoticeList(() => new Promise(resolve => { answer = resolve }))
    const reading = list.refresh()
    list.are([notice({ done: true })])
    answer([notice()])
    await reading
    list.stop()
    expect(list.view.getState().items[0]!.done).toBe(true)
  })
})

describe('speaks', () => {
  it('says at once what did not have to wait', () => expect([speaks(notice()), speaks(notice({ priority: 'urgent', why: ['urgent', 'brokeQuiet'] }))]).toEqual([true, true]))
  it('is silent about what waits, was seen, or is done', () =>
    expect([speaks(notice({ why: ['important', 'afterQuiet'] })), speaks(notice({ why: ['routine', 'nextMorning'] })), speaks(notice({ seen: true })), speaks(notice({ done: true }))]).toEqual([false, false, false, false]))
})

describe('placeOf', () => {
  it('leads to the message, the series, the wall, the digest', () =>
    expect([placeOf(notice()), placeOf(notice({ kind: 'sessionReminder', subject: 's' })), placeOf(notice({ kind: 'thanks' })), placeOf(notice({ kind: 'digest' })), placeOf(notice({ kind: 'caseNotReady', seq: null }))])
      .toEqual(['/rooms/r/7', '/sessions/s', '/thanks', '/thanks/digest', '/rooms/r']))
})
