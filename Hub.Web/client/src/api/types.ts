/** The wire contract of Care Hub: what the HTTP API and the hub say. Ids are lower-case UUIDs, instants ISO 8601 in UTC. */

export type Id = string
export type Instant = string

export type RoomKind = 'channel' | 'direct' | 'caseReview'
export type Role = 'owner' | 'member'
export type Priority = 'routine' | 'important' | 'urgent'
export type AskKind = 'acknowledge' | 'reply'

export interface Me {
  id: Id
  user: string
  name: string
  discipline: string
  isAdmin: boolean
  sessionId: Id
  /** The server runs in Development: personas sign in and unlock without a password. */
  development: boolean
}

export interface Persona {
  user: string
  name: string
  discipline: string
}

export interface Person {
  id: Id
  user: string
  name: string
  discipline: string
  disabled: boolean
}

export interface Session {
  id: Id
  current: boolean
  createdAt: Instant
  lastSeenAt: Instant
  device: string
}

/** Which of the two addresses a one-time link belongs to. */
export type LinkKind = 'setup' | 'invitations'

/** What a one-time link is for and what it already says; the page asks for what is null. */
export interface LinkView {
  kind: 'setup' | 'invitation' | 'reset'
  name: string | null
  user: string | null
  discipline: string | null
  expiresAt: Instant
}

export interface Account {
  user?: string
  name?: string
  discipline?: string
  password: string
}

/** Told this once and kept nowhere. */
export interface IssuedLink {
  id: Id
  link: string
  expiresAt: Instant
}

export interface Invitation {
  id: Id
  name: string | null
  user: string | null
  discipline: string | null
  admin: boolean
  createdAt: Instant
  expiresAt: Instant
}

export interface RoomSummary {
  id: Id
  kind: RoomKind
  /** Null for direct rooms: they are called by the other people's names. */
  title: string | null
  head: number
  n: number
  read: number
  unread: number
  role: Role
  members: Id[]
  lastAt: Instant
  /** Open asks to me. */
  waiting: number
}

export interface Member {
  userId: Id
  role: Role
}

export interface Ask {
  seq: number
  author: Id
  kind: AskKind
  priority: Priority
  dueAt: Instant | null
  /** Those from whom it is still expected; never empty. */
  from: Id[]
}

export interface Position {
  userId: Id
  read: number
  readN: number
  delivered: number
}

/** A room folded up to `head`. */
export interface RoomSnapshot {
  epoch: string
  id: Id
  kind: RoomKind
  title: string | null
  head: number
  n: number
  createdAt: Instant
  role: Role
  members: Member[]
  asks: Ask[]
  positions: Position[]
}

export interface Expectation {
  kind: AskKind
  from: Id[]
  dueAt: Instant | null
}

export interface Reaction {
  emoji: string
  by: Id[]
}

export interface Acknowledgement {
  userId: Id
  at: Instant
  seq: number
}

/** A message in its present state. Of a deleted one only the place remains: who and when. */
export interface Message {
  seq: number
  /** Ordinal among the room's messages. */
  n: number
  id: Id
  author: Id
  at: Instant
  text: string | null
  priority: Priority
  replyTo: number | null
  expects: Expectation | null
  open: Id[]
  edits: number
  editedAt: Instant | null
  deletedAt: Instant | null
  deletedBy: Id | null
  reactions: Reaction[]
  acknowledged: Acknowledgement[]
}

/** Messages as of `head`: events up to it are already in them. */
export interface MessagePage {
  epoch: string
  head: number
  more: boolean
  messages: Message[]
}

export interface RoomEvent {
  seq: number
  n: number
  id: Id
  type: string
  actor: Id
  at: Instant
  /** Null when the event was deleted or purged; its place remains. */
  data: Record<string, unknown> | null
}

export interface EventPage {
  epoch: string
  head: number
  events: RoomEvent[]
}

export interface Expects {
  kind: AskKind
  from: Id[]
  withinMinutes?: number
}

/** What a member asks a room to do; `id` makes a retry harmless. */
export type Command = { id: Id } & (
  | { type: 'postMessage'; text: string; priority?: Priority; expects?: Expects; replyTo?: number }
  | { type: 'editMessage'; seq: number; text: string }
  | { type: 'deleteMessage'; seq: number }
  | { type: 'react'; seq: number; emoji: string; on: boolean }
  | { type: 'acknowledge'; seq: number }
  | { type: 'addMember'; userId: Id }
  | { type: 'removeMember'; userId: Id }
  | { type: 'makeOwner'; userId: Id }
  | { type: 'renameRoom'; title: string }
  | { type: 'leave' }
)

export type Signal = { type: 'typing' } | { type: 'hand'; up: boolean } | { type: 'pointer'; attachment: Id; x: number; y: number }

export type Heads = Record<Id, { head: number; n: number }>
