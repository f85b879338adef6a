import type { Id, Message, NudgeLine, RoomRole } from '../../api/types'
import type { People } from '../../app/hub'
import { atTime } from '../../ui/time'

const times = (n: number) => (n > 1 ? ` (${n} times)` : '')

/** One line of the time line, without its instant: "Dr. Chen nudged", "Dr. Chen's cover Jonas asked". */
export function lineWords(l: NudgeLine, people: People, roles: readonly RoomRole[]): string {
  const whose = l.for ? nameOf(l.for, people, roles) : null
  const who = l.to ? people.short(l.to) : ''
  switch (l.what) {
    case 'asked':
      return l.step === 'cover' ? `${whose}'s cover ${who} asked` : l.step === 'duty' ? `${who} on duty asked` : `${who}, lead, asked`
    case 'snoozed':
      return `${who} wants to be reminded ${atTime(l.until!)}, said`
    case 'nobodyReached':
      return `nobody reached for ${whose}`
    default:
      return `${who} nudged${times(l.times)}`
  }
}

/** " (nudged 10:02)" behind the name of somebody who is waited for; nothing when they were not. */
export function nudgedWords(m: Message, person: Id): string {
  const last = m.nudges?.findLast(l => l.what === 'nudged' && l.to === person)
  return last ? ` (nudged ${atTime(last.at)})` : ''
}

/** Those for whom the ladder came to its end and who are still waited for, by name. */
export function unreached(m: Message, people: People, roles: readonly RoomRole[]): string[] {
  const open = [...m.open, ...(m.openRoles ?? []).filter(r => r.holder === null).map(r => r.id)]
  return (m.nudges ?? []).filter(l => l.what === 'nobodyReached' && l.for && open.includes(l.for)).map(l => nameOf(l.for!, people, roles))
}

/** Whose parts I was asked to give in their place. */
export function placeOf(m: Message, me: Id): Id | undefined {
  return m.inPlace?.find(p => p.by === me && (m.open.includes(p.for) || m.openRoles?.some(r => r.holder === null && r.id === p.for)))?.for
}

/** A person, or a role that nobody holds. */
export function nameOf(id: Id, people: People, roles: readonly RoomRole[]): string {
  return roles.find(r => r.id === id)?.name ?? people.short(id)
}
