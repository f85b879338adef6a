import type { AskedRole, Id, InPlace } from '../api/types'

/** Whom something is expected of: people, and roles with who is asked on their account. The same rules as the server's AskedRoles. */
export interface Waited {
  from: Id[]
  roles?: AskedRole[] | undefined
  /** Who was asked in whose place: what they give counts as the other's. Only read here, never changed. */
  inPlace?: InPlace[] | undefined
}

export function nobodyLeft(w: Waited): boolean {
  return w.from.length === 0 && !w.roles?.length
}

/** After a person gave their part, and the parts of those in whose place they were asked. */
export function givenBy(w: Waited, person: Id): Waited {
  return [person, ...partsInPlace(w, person)].reduce(withoutPart, w)
}

/** After a person went: what they gave in another's place stays to be given. */
export function withoutPart(w: Waited, part: Id): Waited {
  return { from: w.from.filter(u => u !== part), roles: some(w.roles?.filter(r => (r.holder ?? r.id) !== part)) }
}

/** Whose open parts a person was asked to give in their place. */
export function partsInPlace(w: Waited, person: Id): Id[] {
  return (w.inPlace ?? []).filter(p => p.by === person && (w.from.includes(p.for) || w.roles?.some(r => r.holder === null && r.id === p.for))).map(p => p.for)
}

/** After a person's part went to another, in person. */
export function handedTo(w: Waited, from: Id, to: Id): Waited {
  const left = w.from.filter(u => u !== from)
  return { from: left.includes(to) ? left : [...left, to], roles: some(w.roles?.filter(r => r.holder !== from && r.holder !== to)) }
}

/** After a role left the room. */
export function withoutRole(w: Waited, role: Id): Waited {
  const gone = w.roles?.find(r => r.id === role)
  if (!gone) return w
  const roles = w.roles!.filter(r => r.id !== role)
  return { from: gone.holder && !roles.some(r => r.holder === gone.holder) ? w.from.filter(u => u !== gone.holder) : w.from, roles: some(roles) }
}

/** After a role is held by somebody else, or by nobody. Who asked holds it in their own hands; who is asked in person is asked already. */
export function heldBy(w: Waited, role: Id, by: Id | null, author: Id): Waited {
  if (!w.roles?.some(r => r.id === role)) return w
  const left = withoutRole(w, role)
  const rest = left.roles ?? []
  if (by === author || (by !== null && left.from.includes(by) && !rest.some(r => r.holder === by))) return left
  return { from: by === null || left.from.includes(by) ? left.from : [...left.from, by], roles: [...rest, { id: role, holder: by }] }
}

function some(roles: AskedRole[] | undefined): AskedRole[] | undefined {
  return roles?.length ? roles : undefined
}
