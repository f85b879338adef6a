import type { Id, Member, Mentions, RoomRole } from '../../api/types'
import type { People } from '../../app/hub'

export const ROOM = '@room'
const letter = /[\p{L}\p{N}]/u

/** Whom a text mentions: members by their full name, roles on call by theirs, everybody by @room. */
export function mentionsIn(text: string, members: readonly Pick<Member, 'userId'>[], people: Pick<People, 'full'>, roles: readonly Pick<RoomRole, 'id' | 'name'>[] = []): Mentions | undefined {
  if (!text.includes('@')) return undefined
  const named = [...members.map(m => ({ id: m.userId, name: `@${people.full(m.userId)}`, role: false })), ...roles.map(r => ({ id: r.id, name: `@${r.name}`, role: true }))]
    .sort((a, b) => b.name.length - a.name.length)
  const found = new Set<Id>()
  const called = new Set<Id>()
  let room = false
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    if (letter.test(text[at - 1] ?? '')) continue
    const stands = (name: string) => text.startsWith(name, at) && !letter.test(text[at + name.length] ?? '')
    if (stands(ROOM)) room = true
    const who = named.find(n => stands(n.name))
    if (who) (who.role ? called : found).add(who.id)
  }
  return found.size + called.size > 0 || room ? { people: [...found], room, ...(called.size > 0 && { roles: [...called] }) } : undefined
}

/** Whether a text seems to mention somebody by name, whoever that may be. */
export function calls(text: string): boolean {
  return /(?:^|[^\p{L}\p{N}])@(?:(?!room(?![\p{L}\p{N}]))\p{L}|\p{N}+ \p{Lu})/u.test(text)
}

/** What is being written after an @ before the caret, and where it begins; null when nobody is being mentioned. */
export function mentionAt(text: string, caret: number): { from: number; sought: string } | null {
  const match = /(?:^|[\s(])@([\p{L}\p{N}._'-]{0,30})$/u.exec(text.slice(Math.max(0, caret - 40), caret))
  return match ? { from: caret - match[1]!.length - 1, sought: match[1]!.toLowerCase() } : null
}

export interface Mentionable {
  key: string
  name: string
  what: string
}

/** Who may be meant, best first. */
export function mentionable(sought: string, members: readonly Pick<Member, 'userId'>[], people: People, me: Id, roles: readonly RoomRole[] = []): Mentionable[] {
  const fits = (name: string) => name.toLowerCase().split(/[\s.]+/).some(w => w.startsWith(sought))
  const all = members.filter(m => m.userId !== me).map(m => ({ key: m.userId, name: people.full(m.userId), what: people.get(m.userId)?.discipline ?? '' }))
    .filter(m => fits(m.name) || people.get(m.key)?.user.startsWith(sought)).sort((a, b) => a.name.localeCompare(b.name)).slice(0, 6)
  all.push(...roles.filter(r => fits(r.name)).map(r => ({ key: r.id, name: r.name, what: r.holder ? people.full(r.holder) : 'Nobody is on duty' })))
  return 'room'.startsWith(sought) && members.length > 2 ? [...all, { key: 'room', name: 'room', what: `all ${members.length} members` }] : all
}
