import { describe, expect, it } from 'vitest'
import type { RoomSummary } from '../../src/api/types'
import { RoomList } from '../../src/sync/roomList'

function room(id: string, lastAt: string, more: Partial<RoomSummary> = {}): RoomSummary {
  return { id, kind: 'channel', title: id, head: 3, n: 2, read: 3, unread: 0, role: 'member', members: ['me'], lastAt, waiting: 0, mentions: 0, ...more }
}

describe('the list of my rooms', () => {
  it('keeps a room whose record was changed apart, and does not lose it', async () => {
    const list = new RoomList('me', () => Promise.resolve([
      room('old', '2026-03-01T08:00:00Z'), room('bad', '2026-03-02T08:00:00Z', { title: null, head: 0, n: 0, read: 0, tampered: true }), room('new', '2026-03-03T08:00:00Z'),
    ]))

    await list.refresh()

    expect(list.view.getState().rooms.map(r => r.id)).toEqual(['new', 'old'])
    expect(list.view.getState().tampered.map(r => r.id)).toEqual(['bad'])
    list.stop()
  })

  it('counts up with the heads, and down with my own position', async () => {
    const list = new RoomList('me', () => Promise.resolve([room('ward', '2026-03-01T08:00:00Z')]))
    await list.refresh()

    list.heads({ ward: { head: 6, n: 4 } })
    expect(list.view.getState().rooms[0]).toMatchObject({ head: 6, n: 4, unread: 2 })
    list.heads({ ward: { head: 5, n: 3 } })
    expect(list.view.getState().rooms[0]).toMatchObject({ head: 6, unread: 2 })

    list.positions('ward', [{ userId: 'other', read: 6, readN: 4, delivered: 6 }])
    expect(list.view.getState().rooms[0]!.unread).toBe(2)
    list.positions('ward', [{ userId: 'me', read: 6, readN: 4, delivered: 6 }])
    expect(list.view.getState().rooms[0]).toMatchObject({ read: 6, unread: 0 })
    list.stop()
  })
})
