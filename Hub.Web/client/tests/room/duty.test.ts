import { describe, expect, it } from 'vitest'
import type { RoomRole, Team } from '../../src/api/types'
import { offDuty } from '../../src/features/room/duty'

const team = (holder: string | null): Team => ({
  id: 't', name: 'Ward 4', members: ['chen', 'priya', 'me'].map(userId => ({ userId, lead: false })),
  roles: [{ id: 'ward', name: 'Ward on call', holder, cover: 'priya' }], digest: { zone: 'America/New_York', day: 'friday', hour: 15 },
})
const role = (holder: string | null): RoomRole => ({ id: 'ward', name: 'Ward on call', holder })
const members = ['chen', 'priya', 'rosa']

describe('offDuty', () => {
  it('says nothing while somebody who is asked is on duty', () => expect(offDuty(['chen'], null, [], members, [team('chen')], 'me')).toBeNull())
  it('says nothing of people in no team that keeps a roster', () => expect(offDuty(['rosa'], null, [], members, [team('chen')], 'me')).toBeNull())
  it('names who holds the role of their team', () => expect(offDuty(['priya'], null, [], members, [team('chen')], 'me')).toEqual({ vacant: [], instead: [{ id: 'chen', because: 'holds Ward on call' }] }))
  it('names who covers a role that nobody holds', () =>
    expect(offDuty([], { kind: 'acknowledge', roles: ['ward'] }, [role(null)], members, [team(null)], 'me')).toEqual({ vacant: ['Ward on call'], instead: [{ id: 'priya', because: 'covers Ward on call' }] }))
  it('proposes nobody who is not in the room, and not oneself', () => expect(offDuty(['priya'], null, [], ['priya'], [team('me')], 'me')).toEqual({ vacant: [], instead: [] }))
})
