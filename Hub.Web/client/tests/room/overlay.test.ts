import { describe, expect, it } from 'vitest'
import type { Command, Message } from '../../src/api/types'
import { overlay } from '../../src/features/room/overlay'
import { buildRows } from '../../src/features/room/rows'
import type { Pending } from '../../src/sync/outbox'

const message = (seq: number, more: Partial<Message> = {}): Message => ({
  seq, n: seq - 1, id: `m${seq}`, author: 'amara', at: `2026-03-02T08:${String(seq).padStart(2, '0')}:00.000000Z`, text: `text ${seq}`, priority: 'routine', replyTo: null, expects: null,
  open: [], edits: 0, editedAt: null, deletedAt: null, deletedBy: null, reactions: [], acknowledged: [], ...more,
})
const pending = (command: Record<string, unknown>, more: Partial<Pending> = {}): Pending =>
  ({ id: 'p1', roomId: 'r', command: { id: 'p1', ...command } as Command, at: '2026-03-02T08:30:00.000000Z', refused: null, ...more })

describe('overlay', () => {
  const asked = message(2, { expects: { kind: 'acknowledge', from: ['me', 'rosa'], dueAt: null }, open: ['me', 'rosa'] })

  it('shows what waits as done, and leaves the room itself as it is', () => {
    const room = [asked, message(3, { author: 'me' }), message(4, { reactions: [{ emoji: '👍', by: ['rosa'] }] })]
    const shown = overlay(room, [
      pending({ type: 'acknowledge', seq: 2 }), pending({ type: 'editMessage', seq: 3, text: 'better' }), pending({ type: 'react', seq: 4, emoji: '👍', on: true }),
    ], 'me')
    expect(shown.messages[0]).toMatchObject({ open: ['rosa'], acknowledged: [{ userId: 'me' }] })
    expect(shown.messages[1]).toMatchObject({ text: 'better', edits: 1 })
    expect(shown.messages[2]!.reactions).toEqual([{ emoji: '👍', by: ['rosa', 'me'] }])
    expect(room[0]).toBe(asked)
    expect(asked.open).toEqual(['me', 'rosa'])
  })

  it('shows a step on a card as done, so that it is not offered again', () => {
    const result = message(5, { criticalResult: { result: 'K 6.1', toldBy: 'lab', toldTo: 'me', at: '2026-03-02T08:00:00.000000Z', readBacks: [] }, open: ['me'] })
    const read = overlay([result], [pending({ type: 'readBack', seq: 5, text: '6.1' })], 'me').messages[0]!
    expect(read).toMatchObject({ open: ['amara'], criticalResult: { readBacks: [{ by: 'me', text: '6.1', checkedAt: null }] } })
    const confirmed = overlay([{ ...read, author: 'me', open: ['me'] }], [pending({ type: 'confirmReadBack', seq: 5 })], 'me').messages[0]!
    expect(confirmed).toMatchObject({ open: [], criticalResult: { readBacks: [{ correction: null, checkedAt: '2026-03-02T08:30:00.000000Z' }] } })
    const corrected = overlay([{ ...read, author: 'rosa', open: ['rosa'] }], [pending({ type: 'correctReadBack', seq: 5, text: '7.1' })], 'rosa').messages[0]!
    expect(corrected).toMatchObject({ open: ['me'], criticalResult: { readBacks: [{ correction: '7.1' }] } })
  })

  it('leaves a card as it is where the room has the step already, or has gone on since', () => {
    const back = (at: string, checkedAt: string | null = null) => ({ by: 'me', text: '6.1', at, checkedAt, correction: null })
    const card = (open: string[], readBacks: ReturnType<typeof back>[]) => message(5, { author: 'rosa', open, criticalResult: { result: 'K 6.1', toldBy: 'lab', toldTo: 'me', at: '2026-03-02T08:00:00.000000Z', readBacks } })
    const unchanged = (m: Message, command: Record<string, unknown>, me: string) => expect(overlay([m], [pending(command)], me).messages[0]).toEqual(m)
    unchanged(card(['rosa'], [back('2026-03-02T08:29:00.000000Z')]), { type: 'readBack', seq: 5, text: '6.1' }, 'me')
    // Confirmed at 08:30, of a read-back before the one that stands there now.
    unchanged(card(['rosa'], [back('2026-03-02T08:31:00.000000Z')]), { type: 'confirmReadBack', seq: 5 }, 'rosa')
    unchanged(card([], [back('2026-03-02T08:29:00.000000Z', '2026-03-02T08:30:00.000000Z')]), { type: 'correctReadBack', seq: 5, text: '7.1' }, 'rosa')
    const accepted = message(6, { open: [], handoff: { to: 'me', illnessSeverity: 'stable', patientSummary: 's', situationAwareness: 'a', actions: [{ what: 'one', due: null, doneBy: 'rosa', doneAt: '2026-03-02T08:20:00.000000Z' }], synthesis: null, acceptedBy: 'rosa', acceptedAt: '2026-03-02T08:20:00.000000Z' } })
    for (const type of ['acceptHandoff', 'synthesizeHandoff', 'tickAction']) unchanged(accepted, { type, seq: 6, action: 0, text: 'late' }, 'me')
  })

  it('keeps what was refused in sight while something else waits on the same message', () => {
    const refused = pending({ type: 'readBack', seq: 2, text: '6.1' }, { refused: { status: 409, detail: 'No read-back is expected there.' } })
    expect(overlay([asked], [refused, pending({ type: 'react', seq: 2, emoji: '👍', on: true })], 'me').touched.get(2)).toBe(refused)
  })

  it('shows a handoff as taken over, with its actions still open, and as over with the last of them', () => {
    const action = (what: string) => ({ what, due: null, doneBy: null, doneAt: null })
    const handoff = message(6, { open: ['me'], handoff: { to: 'me', illnessSeverity: 'stable', patientSummary: 's', situationAwareness: 'a', actions: [action('one')], synthesis: null, acceptedBy: null, acceptedAt: null } })
    const readBack = pending({ type: 'synthesizeHandoff', seq: 6, text: 'I see' })
    expect(overlay([handoff], [readBack], 'me').messages[0]).toMatchObject({ open: [], handoff: { acceptedBy: null, synthesis: { by: 'me', text: 'I see' } } })
    const waits = [readBack, pending({ type: 'acceptHandoff', seq: 6 })]
    expect(overlay([handoff], waits, 'me').messages[0]).toMatchObject({ open: ['me'], handoff: { acceptedBy: 'me' } })
    expect(overlay([handoff], [...waits, pending({ type: 'tickAction', seq: 6, action: 0 })], 'me').messages[0]).toMatchObject({ open: [], handoff: { actions: [{ doneBy: 'me' }] } })
  })

  it('shows a refused deed undone, and says where', () => {
    const refused = pending({ type: 'deleteMessage', seq: 2 }, { refused: { status: 403, detail: 'Only its author or an owner deletes a message.' } })
    const shown = overlay([asked], [refused], 'me')
    expect(shown.messages).toEqual([asked])
    expect(shown.touched.get(2)).toBe(refused)
  })

  it('shows a sent message once: by itself until the room has it', () => {
    const sent = pending({ type: 'postMessage', text: 'hello' }, { sentAs: 3 })
    expect(overlay([asked], [sent], 'me').unsent).toEqual([sent])
    expect(overlay([asked, message(3)], [sent], 'me').unsent).toEqual([])
  })

  describe('while the answer to sending it is on its way', () => {
    const seqs = (room: Message[], waiting: Pending[]) => overlay(room, waiting, 'me').messages.map(m => m.seq)
    const said = (seq: number, more: Partial<Message> = {}) => message(seq, { author: 'me', text: 'ok', ...more })
    const hello = pending({ type: 'postMessage', text: 'ok' }, { after: 2 })

    it('shows my message once, as waiting, though it came already', () => {
      expect(seqs([asked, said(3), message(4)], [hello])).toEqual([2, 4])
      expect(overlay([asked, said(3)], [hello], 'me').unsent).toEqual([hello])
    })

    it('hides nothing else: what stood before, of others, of other words, in another thread, or when it is unknown what stood', () => {
      expect(seqs([said(1), asked], [hello])).toEqual([1, 2])
      expect(seqs([asked, said(3, { author: 'rosa' }), said(4, { text: 'no' }), said(5, { replyTo: 2 })], [hello])).toEqual([2, 3, 4, 5])
      expect(seqs([asked, said(3)], [{ ...hello, after: undefined }])).toEqual([2, 3])
    })

    it('hides one message for each that waits, the oldest first', () => {
      expect(seqs([asked, said(3), said(4), said(5)], [hello, { ...hello, id: 'p2' }])).toEqual([2, 5])
    })

    it('shows it as said once it is answered or refused', () => {
      expect(seqs([asked, said(3)], [{ ...hello, sentAs: 3 }])).toEqual([2, 3])
      expect(seqs([asked, said(3)], [{ ...hello, refused: { status: 403, detail: 'You are no longer in this room.' } }])).toEqual([2, 3])
    })

    it('knows forms by all that they say, and pictures by their files', () => {
      const sbar = (more: object) => ({ situation: 'Pain', background: 'Day 2', assessment: 'Leak?', recommendation: 'CT', ...more }) as NonNullable<Message['sbar']>
      const told = pending({ type: 'postMessage', text: '', sbar: sbar({}) }, { after: 2 })
      expect(seqs([said(3, { text: 'Pain …', sbar: sbar({}) }), said(4, { sbar: sbar({ recommendation: 'Wait' }) })], [told])).toEqual([4])
      const result = (to: string) => ({ patient: 'W.D.', test: 'Potassium', result: '6.9', to }) as unknown as NonNullable<Message['criticalResult']>
      const critical = pending({ type: 'postMessage', text: '', criticalResult: result('rosa') }, { after: 2 })
      expect(seqs([said(3, { criticalResult: result('chen') }), said(4, { criticalResult: result('rosa') })], [critical])).toEqual([3])
      const handoff = (summary: string) => ({ illnessSeverity: 'watcher', patientSummary: summary, situationAwareness: 'Calm', to: 'rosa', actions: [{ what: 'Bloods at 20:00' }] })
      const given = pending({ type: 'startHandoff', ...handoff('Bed 4') }, { after: 2 })
      const as = (summary: string) => ({ ...handoff(summary), actions: [{ what: 'Bloods at 20:00', done: false }] }) as unknown as Message['handoff']
      expect(seqs([said(3, { handoff: as('Bed 5') }), said(4, { handoff: as('Bed 4') })], [given])).toEqual([3])
      const picture = pending({ type: 'postMessage', text: '', attachments: ['f1'] }, { after: 2 })
      const file = (id: string) => said(3, { text: '', attachments: [{ id } as NonNullable<Message['attachments']>[number]] })
      expect(seqs([file('f1')], [picture])).toEqual([])
      expect(seqs([file('f2')], [picture])).toEqual([3])
    })

    it('takes none of another priority, ask or mention for it, none that changed since, and a reply only for one to the same', () => {
      const urgent = { ...hello, command: { ...hello.command, priority: 'urgent' } as Command }
      expect(seqs([said(3), said(4, { priority: 'urgent' })], [urgent])).toEqual([3])
      const asks = { ...hello, command: { ...hello.command, expects: { kind: 'reply', room: true } } as Command }
      const expects = { kind: 'reply' as const, from: ['rosa'], dueAt: null }
      expect(seqs([said(3), said(4, { expects })], [asks])).toEqual([3])
      expect(seqs([said(3, { expects }), said(4)], [hello])).toEqual([3])
      expect(seqs([said(3, { deletedAt: '2026-03-02T08:31:00.000000Z', text: null }), said(4, { edits: 1 })], [hello])).toEqual([3, 4])
      const reply = { ...hello, command: { ...hello.command, replyTo: 2 } as Command }
      expect(seqs([said(3), said(4, { replyTo: 2 })], [reply])).toEqual([3])
    })

    it('looks at the room, not at what my waiting edits make of it', () => {
      const edit = pending({ type: 'editMessage', seq: 3, text: 'ok' }, { id: 'p2' })
      expect(seqs([asked, said(3, { text: 'no' })], [hello, edit])).toEqual([2, 3])
    })
  })

  it('takes a waiting reply for the answer', () => {
    expect(overlay([asked], [pending({ type: 'postMessage', text: 'yes', replyTo: 2 })], 'me').messages[0]!.open).toEqual(['rosa'])
  })
})

describe('buildRows', () => {
  it('groups by author and five minutes, and divides days', () => {
    const at = (day: number, minute: number) => `2026-03-0${day}T12:${String(minute).padStart(2, '0')}:00.000000Z`
    const rows = buildRows([
      message(2, { at: at(2, 0) }), message(3, { at: at(2, 4) }), message(4, { at: at(2, 6) }), message(5, { at: at(2, 6), author: 'chen' }), message(6, { at: at(3, 6), author: 'chen' }),
    ], [], 'me', null)
    expect(rows.map(r => [r.first, r.last, r.day])).toEqual([[true, false, true], [false, false, false], [true, true, false], [true, false, false], [true, true, true]])
  })

  it('puts the line above the first message that was not read, and nowhere when that one is not loaded', () => {
    const all = [message(2), message(3), message(4)]
    expect(buildRows(all, [], 'me', 2).map(r => r.fresh)).toEqual([false, false, true])
    expect(buildRows(all, [], 'me', 0).map(r => r.fresh)).toEqual([false, false, false])
  })

  it('gives the same line for the same message, so that it is not drawn again', () => {
    const all = [message(2), message(3)]
    const before = buildRows(all, [], 'me', null)
    const after = buildRows([...all, message(4, { author: 'chen' })], [], 'me', null)
    expect(after[0]).toBe(before[0])
    expect(after[1]).toBe(before[1])
  })

  it('keeps the key of what was sent when it becomes a message', () => {
    const sent = pending({ type: 'postMessage', text: 'hello' }, { sentAs: 3 })
    expect(buildRows([message(2)], [sent], 'me', null)[1]!.key).toBe(buildRows([message(2), message(3)], [], 'me', null)[1]!.key)
  })
})
