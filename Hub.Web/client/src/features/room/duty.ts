import type { Expects, Id, RoomRole, Team } from '../../api/types'

export interface OffDuty {
  /** Roles that are asked and that nobody holds. */
  vacant: string[]
  /** Who could be asked instead: holds a role of their teams now, or covers; and why. */
  instead: { id: Id; because: string }[]
}

/**
 * Whether nobody who is asked is on duty, and who is. Null when somebody is, or when it cannot be said: none of them is in a team
 * that keeps a roster.
 */
export function offDuty(asked: readonly Id[], expects: Expects | null, roles: readonly RoomRole[], members: readonly Id[], teams: readonly Team[], me: Id): OffDuty | null {
  const chosen = roles.filter(r => expects?.roles?.includes(r.id))
  const people = [...asked, ...chosen.flatMap(r => r.holder ?? [])]
  const onCall = teams.flatMap(t => t.roles)
  if (people.some(p => onCall.some(r => r.holder === p))) return null
  const vacant = chosen.filter(r => r.holder === null)
  const theirs = teams.filter(t => t.roles.length > 0 && t.members.some(m => people.includes(m.userId)))
  if (vacant.length === 0 && theirs.length === 0) return null
  const could = (id: Id | null | undefined): id is Id => id != null && id !== me && members.includes(id) && !people.includes(id)
  const covers = onCall.filter(r => vacant.some(v => v.id === r.id)).flatMap(r => (could(r.cover) ? [{ id: r.cover, because: `covers ${r.name}` }] : []))
  const holders = theirs.flatMap(t => t.roles).flatMap(r => (could(r.holder) ? [{ id: r.holder, because: `holds ${r.name}` }] : []))
  const instead = [...covers, ...holders].filter((one, i, all) => all.findIndex(o => o.id === one.id) === i)
  return { vacant: vacant.map(r => r.name), instead: instead.slice(0, 3) }
}
