import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MessagePage, RoomEvent } from '../../src/api/types'
import { RoomReplica, type PagePlace } from '../../src/sync/replica'
import { anyDeed } from '../support/deeds'
import { FakeRoom } from '../support/fakeRoom'

type Move =
  | { move: 'deed'; deed: import('../support/fakeRoom').Deed }
  /** Frames with what happened since the last one; `fate` says which are lost, doubled or late. */
  | { move: 'frame'; fate: 'kept' | 'lost' | 'doubled' | 'late' | 'reversed' }
  | { move: 'late frames arrive' }
  | { move: 'catch up' }
  | { move: 'ask for older' }
  | { move: 'older arrives' }
  /** Somebody goes to a message far back, or scrolls into a gap. */
  | { move: 'ask around'; seq: number }
  | { move: 'ask into a gap'; which: number; from: 'above' | 'below' }
  | { move: 'reopen' }

const anyMove: fc.Arbitrary<Move> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ move: fc.constant('deed' as const), deed: anyDeed }) },
  { weight: 5, arbitrary: fc.record({ move: fc.constant('frame' as const), fate: fc.constantFrom('kept', 'kept', 'lost', 'doubled', 'late', 'reversed') }) },
  { weight: 1, arbitrary: fc.constant({ move: 'late frames arrive' as const }) },
  { weight: 2, arbitrary: fc.constant({ move: 'catch up' as const }) },
  { weight: 2, arbitrary: fc.constant({ move: 'ask for older' as const }) },
  { weight: 2, arbitrary: fc.constant({ move: 'older arrives' as const }) },
  { weight: 1, arbitrary: fc.constant({ move: 'reopen' as const }) },
  { weight: 2, arbitrary: fc.record({ move: fc.constant('ask around' as const), seq: fc.nat(40) }) },
  { weight: 2, arbitrary: fc.record({ move: fc.constant('ask into a gap' as const), which: fc.nat(5), from: fc.constantFrom('above' as const, 'below' as const) }) },
) as fc.Arbitrary<Move>

/** A page with a bad line: every frame and answer may be lost, doubled or late, and it only follows the replica's own rules. */
class Reader {
  replica: RoomReplica
  private framed: number
  private late: RoomEvent[][] = []
  private asked: { page: MessagePage; place: PagePlace; of: RoomReplica }[] = []

  constructor(private readonly room: FakeRoom) {
    this.replica = this.open()
    this.framed = room.head
  }

  step(move: Move): void {
    if (move.move === 'deed') this.room.do(move.deed)
    else if (move.move === 'frame') this.frame(move.fate)
    else if (move.move === 'late frames arrive') { for (const events of this.late.splice(0).reverse()) this.take(events) }
    else if (move.move === 'catch up') this.catchUp()
    else if (move.move === 'reopen') this.replica = this.open()
    else if (move.move === 'ask for older') this.ask({ before: this.replica.oldest })
    else if (move.move === 'ask around') { this.ask({ before: move.seq + 1 }); this.ask({ after: move.seq }) }
    else if (move.move === 'ask into a gap') {
      const { gaps } = this.replica
      const gap = gaps[move.which % Math.max(1, gaps.length)]
      if (gap) this.ask(move.from === 'above' ? { after: gap.after } : { before: gap.before })
    } else { const answer = this.asked.shift(); if (answer && answer.of === this.replica) this.replica.addPage(answer.page, answer.place) }
    this.isTrue()
  }

  private ask(place: PagePlace): void {
    const page = place.after === undefined ? this.room.messages(place.before) : this.room.messagesAfter(place.after)
    this.asked.push({ page, place, of: this.replica })
  }

  /** Whatever is shown is all there is between the gaps that are told of. */
  private isTrue(): void {
    const { state, gaps, oldest, head } = this.replica
    const there = this.room.fold().messages.map(m => m.seq).filter(seq => seq <= head && seq >= oldest && !gaps.some(g => g.after < seq && seq < g.before))
    expect(state.messages.map(m => m.seq)).toEqual(there)
  }

  /** The line is good again: everything missing is fetched by the rules of the contract. */
  settle(): void {
    this.catchUp()
    for (let pages = 0; !this.replica.reachedStart || !this.replica.loaded || this.replica.gaps.length > 0; pages++) {
      expect(pages).toBeLessThan(200)
      const before = this.replica.gaps[0]?.before ?? this.replica.oldest
      this.replica.addPage(this.room.messages(before), { before })
      this.catchUp()
    }
  }

  private open(): RoomReplica {
    const replica = new RoomReplica(this.room.snapshot())
    replica.addPage(this.room.messages())
    return replica
  }

  private frame(fate: (Move & { move: 'frame' })['fate']): void {
    const events = this.room.live(this.framed)
    this.framed = this.room.head
    if (fate === 'late') this.late.push(events)
    else if (fate === 'reversed') this.take([...events].reverse())
    else if (fate !== 'lost') for (let times = fate === 'doubled' ? 2 : 1; times > 0; times--) this.take(events)
  }

  private take(events: RoomEvent[]): void {
    this.replica.receive(events)
    if (this.replica.state.uncertain) this.replica = this.open()
  }

  private catchUp(): void {
    for (;;) {
      const page = this.room.events(this.replica.head)
      this.take(page.events)
      if (this.replica.head >= this.room.head) return
    }
  }
}

describe('RoomReplica', () => {
  it('equals a fresh fold of everything, whatever the line did', () => {
    fc.assert(
      fc.property(fc.array(anyDeed, { maxLength: 25 }), fc.array(anyMove, { maxLength: 60 }), (past, moves) => {
        const room = new FakeRoom()
        for (const deed of past) room.do(deed)
        const reader = new Reader(room)
        for (const move of moves) reader.step(move)
        reader.settle()
        const whole = room.fold()
        const { members, messages, asks, title, head, n } = reader.replica.state
        expect({ members, messages, asks, title, head, n }).toEqual({
          members: whole.members, messages: whole.messages, asks: whole.asks, title: whole.title, head: whole.head, n: whole.n,
        })
      }),
      { numRuns: Number(process.env.RUNS ?? 600) },
    )
  })

  it('never applies an event out of turn', () => {
    const room = new FakeRoom()
    const replica = new RoomReplica(room.snapshot())
    for (let i = 0; i < 5; i++) room.do({ do: 'post', who: 1, replyTo: null, asks: null, kind: 'reply' })
    const [second, third, fourth, fifth, sixth] = room.live(1)
    expect(replica.receive([fourth!, sixth!])).toEqual([])
    expect(replica.lacks).toBe(true)
    expect(replica.receive([second!]).map(e => e.seq)).toEqual([2])
    expect(replica.receive([third!, second!]).map(e => e.seq)).toEqual([3, 4])
    expect(replica.receive([fifth!]).map(e => e.seq)).toEqual([5, 6])
    expect(replica.lacks).toBe(false)
  })

  it('takes no page of another epoch, and tells of the hole that a page leaves', () => {
    const room = new FakeRoom()
    for (let i = 0; i < 12; i++) room.do({ do: 'post', who: 1, replyTo: null, asks: null, kind: 'reply' })
    const replica = new RoomReplica(room.snapshot())
    expect(replica.addPage({ ...room.messages(), epoch: 'restored' })).toBe('resync')
    expect(replica.addPage(room.messages())).toBe('merged')
    expect(replica.addPage(room.messages(5), { before: 5 })).toBe('merged')
    expect(replica.state.messages.map(m => m.seq)).toEqual([2, 3, 4, 10, 11, 12, 13])
    expect(replica.gaps).toEqual([{ after: 4, before: 10 }])
    expect(replica.reachedStart).toBe(true)
    expect(replica.addPage(room.messagesAfter(4), { after: 4 })).toBe('merged')
    expect(replica.gaps).toEqual([{ after: 8, before: 10 }])
    expect(replica.addPage(room.messages(10), { before: 10 })).toBe('merged')
    expect(replica.gaps).toEqual([])
    expect(replica.state.messages.map(m => m.seq)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13])
  })

  it('a page read before events that are already in is brought up to date', () => {
    const room = new FakeRoom()
    room.do({ do: 'post', who: 1, replyTo: null, asks: [2], kind: 'acknowledge' })
    const replica = new RoomReplica(room.snapshot())
    const page = room.messages()
    room.do({ do: 'acknowledge', who: 2, which: 0 })
    replica.receive(room.live(2))
    expect(replica.addPage(page)).toBe('merged')
    expect(replica.state.messages).toEqual(room.fold().messages)
  })
})
