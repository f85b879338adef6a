import { call } from './http'
import type { Account, Review, ReviewMinutes, AskItem, AskSide, Command, EarlierText, EventPage, Id, Instant, Invitation, IssuedLink, LinkKind, LinkView, Me, MessagePage, Person, Persona, RoomKind, RoomSnapshot, RoomSummary, SearchAnswer, Session, Shift, Team } from './types'

/** The HTTP API, one function a route. */
export const api = {
  me: () => call<Me>('GET', '/api/me', { expect401: true }),
  personas: () => call<Persona[]>('GET', '/api/dev/personas'),
  signInAs: (user: string) => call<Me>('POST', '/api/dev/sign-in', { body: { user }, expect401: true }),
  signIn: (user: string, password: string) => call<Me>('POST', '/api/sign-in', { body: { user, password }, expect401: true }),
  signOut: () => call<void>('POST', '/api/sign-out', { expect401: true }),
  lock: () => call<void>('POST', '/api/session/lock', { expect401: true }),
  unlock: (password?: string) => call<Me>('POST', '/api/session/unlock', { body: password ? { password } : {}, expect401: true }),
  sessions: () => call<Session[]>('GET', '/api/sessions'),
  endSession: (id: Id) => call<void>('DELETE', `/api/sessions/${id}`),
  link: (kind: LinkKind, token: string) => call<LinkView>('GET', `/api/${kind}/${encodeURIComponent(token)}`),
  acceptLink: (kind: LinkKind, token: string, account: Account) => call<Me>('POST', `/api/${kind}/${encodeURIComponent(token)}`, { body: account }),
  invitations: () => call<Invitation[]>('GET', '/api/admin/invitations'),
  invite: (who: { name?: string; user?: string; discipline?: string; admin: boolean }) => call<IssuedLink>('POST', '/api/admin/invitations', { body: who }),
  withdraw: (id: Id) => call<void>('DELETE', `/api/admin/invitations/${id}`),
  setDisabled: (id: Id, disabled: boolean) => call<void>('POST', `/api/admin/people/${id}/${disabled ? 'disable' : 'enable'}`),
  reset: (id: Id) => call<IssuedLink>('POST', `/api/admin/people/${id}/reset`),
  people: () => call<Person[]>('GET', '/api/people'),
  rooms: () => call<RoomSummary[]>('GET', '/api/rooms?walls=true'),
  createRoom: (room: { id: Id; kind: RoomKind; title?: string; members: Id[] }) => call<{ id: Id }>('POST', '/api/rooms', { body: room }),
  room: (id: Id) => call<RoomSnapshot>('GET', `/api/rooms/${id}`),
  events: (id: Id, after: number, limit = 1000) => call<EventPage>('GET', `/api/rooms/${id}/events?after=${after}&limit=${limit}`),
  messages: (id: Id, before?: number, limit = 50) =>
    call<MessagePage>('GET', `/api/rooms/${id}/messages?limit=${limit}${before === undefined ? '' : `&before=${before}`}`),
  messagesAfter: (id: Id, after: number, limit = 50) => call<MessagePage>('GET', `/api/rooms/${id}/messages?limit=${limit}&after=${after}`),
  thread: (id: Id, seq: number, before?: number, limit = 50) =>
    call<MessagePage>('GET', `/api/rooms/${id}/messages?thread=${seq}&limit=${limit}${before === undefined ? '' : `&before=${before}`}`),
  history: (id: Id, seq: number) => call<EarlierText[]>('GET', `/api/rooms/${id}/messages/${seq}/history`),
  /** What is looked for is patient data: it goes in the body, never in the address. */
  search: (q: string, after?: string, signal?: AbortSignal) => call<SearchAnswer>('POST', '/api/search', { body: { q, after }, signal }),
  teams: () => call<Team[]>('GET', '/api/teams'),
  createTeam: (team: { id: Id; name: string }) => call<{ id: Id }>('POST', '/api/teams', { body: team }),
  setTeamMember: (team: Id, person: Id, lead: boolean) => call<void>('PUT', `/api/teams/${team}/members/${person}`, { body: { lead } }),
  removeTeamMember: (team: Id, person: Id) => call<void>('DELETE', `/api/teams/${team}/members/${person}`),
  addRole: (team: Id, role: { name: string; cover: Id | null }) => call<{ id: Id }>('POST', `/api/teams/${team}/roles`, { body: role }),
  shifts: (role: Id, from: Instant, to: Instant) => call<Shift[]>('GET', `/api/roles/${role}/duty?from=${encodeURIComponent(from)}&to=${encodeURIComponent(to)}`),
  addShift: (role: Id, shift: { userId: Id; from: Instant; to: Instant }) => call<{ id: Id }>('POST', `/api/roles/${role}/duty`, { body: shift }),
  handOver: (role: Id, change: { to: Id; until: Instant | null }) => call<{ id: Id }>('POST', `/api/roles/${role}/duty/hand-over`, { body: change }),
  removeShift: (role: Id, shift: Id) => call<void>('DELETE', `/api/roles/${role}/duty/${shift}`),
  review: (id: Id) => call<Review>('GET', `/api/rooms/${id}/review`),
  minutes: (id: Id) => call<ReviewMinutes>('GET', `/api/rooms/${id}/minutes`),
  identifiers: (id: Id, caseId: Id) => call<{ identifiers: string }>('POST', `/api/rooms/${id}/cases/${caseId}/identifiers`),
  asks: (mine: AskSide) => call<AskItem[]>('GET', `/api/asks?mine=${mine}`),
  command: (id: Id, command: Command) => call<{ seq: number }>('POST', `/api/rooms/${id}/commands`, { body: command }),
}
