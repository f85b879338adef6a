import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Ask, Member, Message, RoomEvent, RoomRole } from '../../src/api/types'
import { applyEvent, emptyRoom } from '../../src/sync/fold'

/** The same files run through the C# fold: one meaning of the journal, two languages. */
interface Vector {
  name: string
  events: RoomEvent[]
  expect: { title: string | null; head: number; n: number; members: Pick<Member, 'userId' | 'role'>[]; roles?: RoomRole[]; asks: Pick<Ask, 'seq' | 'from' | 'roles'>[]; messages: Message[]; pins?: { seq: number; by: string }[] }
}

const folder = new URL('../../../../Hub.Tests/Vectors/', import.meta.url)
const vectors = readdirSync(folder)
  .filter(file => file.endsWith('.json'))
  .map(file => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Vector)

const byUser = (a: Pick<Member, 'userId'>, b: Pick<Member, 'userId'>) => a.userId.localeCompare(b.userId)

describe('fold vectors', () => {
  it('are there', () => expect(vectors.length).toBeGreaterThanOrEqual(10))

  it.each(vectors.map(v => [v.name, v] as const))('%s', (_, vector) => {
    const room = vector.events.reduce(applyEvent, emptyRoom)
    expect({
      title: room.title,
      head: room.head,
      n: room.n,
      members: room.members.map(m => ({ userId: m.userId, role: m.role })).sort(byUser),
      roles: [...room.roles].sort((a, b) => a.id.localeCompare(b.id)),
      asks: room.asks.map(a => ({ seq: a.seq, from: a.from, ...(a.roles && { roles: a.roles }) })),
      messages: room.messages,
      ...(vector.expect.pins && { pins: room.pins.map(p => ({ seq: p.seq, by: p.by })) }),
    }).toEqual({ ...vector.expect, roles: vector.expect.roles ?? [], members: [...vector.expect.members].sort(byUser) })
  })
})
