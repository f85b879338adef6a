import type { EventPage, Message, MessagePage, RoomEvent, RoomSnapshot } from '../../src/api/types'
import { applyEvent, emptyRoom, type RoomState } from '../../src/sync/fold'

export const people = ['amara', 'chen', 'rosa', 'femi']

/** What may be done to a room; numbers choose among what is there at the time, so that every sequence makes sense. */
export type Deed =
  | { do: 'post'; who: number; replyTo: number | null; asks: number[] | null; kind: 'acknowledge' | 'reply' }
  | { do: 'edit'; who: number; which: number }
  | { do: 'delete'; who: number; which: number }
  | { do: 'acknowledge'; who: number; which: number }
  | { do: 'react'; who: number; which: number; emoji: string; on: boolean }
  | { do: 'remove' | 'add' | 'owner'; whom: number }
  | { do: 'rename' | 'unknown'; who: number }

/** A room as the server keeps it: its whole journal, from which it answers everything afresh. */
export class FakeRoom {
  readonly epoch = 'epoch-1'
  private readonly journal: RoomEvent[] = []
  private n = 0

  constructor() {
    this.append('roomCreated', people[0]!, { kind: 'channel', title: 'Ward 4', members: people.map((userId, i) => ({ userId, role: i === 0 ? 'owner' : 'member' })) })
  }

  get head(): number {
    return this.journal.length
  }

  do(deed: Deed): void {
    const state = this.fold()
    const alive = state.messages.filter(m => m.deletedAt === null)
    const pick = (which: number): Message | undefined => alive[which % Math.max(alive.length, 1)]
    switch (deed.do) {
      case 'post': {
        const replyTo = deed.replyTo === null ? null : pick(deed.replyTo)?.seq ?? null
        const from = [...new Set((deed.asks ?? []).map(i => people[i % people.length]!))].filter(u => state.members.some(m => m.userId === u))
        this.append('messagePosted', people[deed.who]!, {
          text: `text ${this.head + 1}`, priority: 'routine', replyTo, expects: from.length > 0 ? { kind: deed.kind, from, dueAt: null } : null,
        })
        return
      }
      case 'edit': case 'delete': case 'acknowledge': case 'react': {
        const message = pick(deed.which)
        if (!message) return
        const who = people[deed.who]!
        if (deed.do === 'edit') this.append('messageEdited', message.author, { seq: message.seq, text: `edited ${this.head + 1}` })
        else if (deed.do === 'delete') this.append('messageDeleted', message.author, { seq: message.seq })
        else if (deed.do === 'acknowledge') { if (!message.acknowledged.some(a => a.userId === who)) this.append('acknowledged', who, { seq: message.seq }) }
        else if (deed.do === 'react') this.append('reacted', who, { seq: message.seq, emoji: deed.emoji, on: deed.on })
        return
      }
      case 'remove': this.append('memberRemoved', people[0]!, { userId: people[deed.whom]! }); return
      case 'add': this.append('memberAdded', people[0]!, { userId: people[deed.whom]!, role: 'member' }); return
      case 'owner': this.append('ownerMade', people[0]!, { userId: people[deed.whom]! }); return
      case 'rename': this.append('roomRenamed', people[deed.who]!, { title: `Ward ${this.head}` }); return
      case 'unknown': this.append('lanternLit', people[deed.who]!, { seq: 2 })
    }
  }

  /** Everything, folded from the first event on with nothing hidden. */
  fold(): RoomState {
    return this.journal.reduce(applyEvent, emptyRoom)
  }

  /** Events as they are shown now: the texts of what was deleted since are gone. */
  events(after: number, limit = 3): EventPage {
    return { epoch: this.epoch, head: this.head, events: this.journal.slice(after, after + limit).map(e => this.hide(e)) }
  }

  /** Events as they were relayed when they happened. */
  live(after: number): RoomEvent[] {
    return this.journal.slice(after)
  }

  snapshot(): RoomSnapshot {
    const s = this.fold()
    return {
      epoch: this.epoch, id: 'room', kind: s.kind, title: s.title, head: s.head, n: s.n, createdAt: s.createdAt, role: 'member',
      members: s.members.map(m => ({ ...m, since: 1 })), roles: s.roles.map(r => ({ ...r, since: 1 })), asks: [...s.asks], positions: [], pins: [...s.pins],
    }
  }

  messages(before?: number, limit = 4): MessagePage {
    const all = this.fold().messages.filter(m => before === undefined || m.seq < before)
    const messages = all.slice(-limit)
    return { epoch: this.epoch, head: this.head, more: all.length > messages.length, messages }
  }

  messagesAfter(after: number, limit = 4): MessagePage {
    const all = this.fold().messages.filter(m => m.seq > after)
    const messages = all.slice(0, limit)
    return { epoch: this.epoch, head: this.head, more: all.length > messages.length, messages }
  }

  private append(type: string, actor: string, data: RoomEvent['data']): void {
    const seq = this.head + 1
    if (type === 'messagePosted') this.n++
    this.journal.push({ seq, n: this.n, id: `event-${seq}`, type, actor, at: new Date(1_750_000_000_000 + seq * 1000).toISOString(), data })
  }

  private hide(event: RoomEvent): RoomEvent {
    const about = event.type === 'messagePosted' ? event.seq : event.type === 'messageEdited' ? (event.data!.seq as number) : null
    const gone = about !== null && this.journal.some(e => e.type === 'messageDeleted' && e.data!.seq === about)
    return gone ? { ...event, data: null } : event
  }
}
