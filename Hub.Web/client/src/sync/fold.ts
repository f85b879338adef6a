import type { Ask, Attachment, Expectation, Id, Instant, Member, Mentions, Message, Pin, Priority, RoomEvent, RoomRole, RoomSnapshot } from '../api/types'
import { givenBy, heldBy, nobodyLeft, partsInPlace, withoutPart, withoutRole, type Waited } from './askedRoles'
import { closedByWords, formOf, loopAsks, loopMessage, ofTheLoop } from './loopFold'

/** A room folded up to `head`, with those of its messages that are loaded, ascending by seq. Immutable: unchanged parts are shared. */
export interface RoomState {
  kind: RoomSnapshot['kind']
  title: string | null
  head: number
  n: number
  createdAt: Instant
  members: readonly Member[]
  roles: readonly RoomRole[]
  asks: readonly Ask[]
  pins: readonly Pin[]
  messages: readonly Message[]
  /** An event came without its data, so what it closed is unknown: fetch the room again. */
  uncertain: boolean
}

export const emptyRoom: RoomState = {
  kind: 'channel', title: null, head: 0, n: 0, createdAt: '', members: [], roles: [], asks: [], pins: [], messages: [], uncertain: false,
}

type Data = {
  kind?: RoomSnapshot['kind']
  title?: string | null
  members?: Member[]
  text?: string
  priority?: Priority
  expects?: Partial<Expectation> & Pick<Expectation, 'kind' | 'from'> & { roles?: Id[] | null } | null
  replyTo?: number | null
  mentions?: Partial<Mentions> | null
  seq?: number
  emoji?: string
  on?: boolean
  userId?: Id
  role?: Member['role']
  attachments?: (Pick<Attachment, 'id' | 'kind' | 'name' | 'size'> & Partial<Attachment>)[] | null
  roleId?: Id
  name?: string
  holder?: Id | null
  to?: Id | null
  joined?: Id | null
  through?: number
  until?: number
  left?: Id | null
}

/** The room after its next event. Types unknown to this version only move the head. */
export function applyEvent(room: RoomState, event: RoomEvent): RoomState {
  const moved: RoomState = { ...room, head: event.seq, n: event.n, createdAt: room.head === 0 ? event.at : room.createdAt }
  const data = event.data as Data | null
  if (event.type === 'messagePosted') return post(moved, event, data)
  if (!data) return moved
  switch (event.type) {
    case 'roomCreated':
      return { ...moved, kind: data.kind ?? 'channel', title: data.title ?? null, members: (data.members ?? []).map(m => ({ userId: m.userId, role: m.role, byDuty: false, guest: false })) }
    case 'roomRenamed':
      return { ...moved, title: data.title ?? null }
    case 'memberAdded':
      return { ...moved, members: [...without(moved.members, data.userId!), { userId: data.userId!, role: data.role ?? 'member', byDuty: false, guest: typeof data.until === 'number' }] }
    case 'ownerMade':
      return { ...moved, members: moved.members.map(m => (m.userId === data.userId ? { ...m, role: 'owner' } : m)) }
    case 'seriesPassed':
      return { ...moved, members: [...without(moved.members, data.to!), { userId: data.to!, role: 'owner', byDuty: false, guest: false }] }
    case 'memberRemoved':
      return removeMember(moved, data.userId!)
    case 'roleAdded':
      return move({ ...moved, roles: [...moved.roles, { id: data.roleId!, name: data.name!, holder: data.holder ?? null }] }, data)
    case 'roleRemoved':
      return move(dutyOn({ ...moved, roles: moved.roles.filter(r => r.id !== data.roleId) }, event), data)
    case 'dutyChanged':
      return move(dutyOn({ ...moved, roles: moved.roles.map(r => (r.id === data.roleId ? { ...r, holder: data.to ?? null } : r)) }, event), data)
    case 'acknowledged':
      return close(mapMessage(moved, data.seq!, m => applyToMessage(m, event)), data.seq!, event.actor, 'acknowledge')
    case 'messageDeleted':
      return { ...mapMessage(moved, data.seq!, m => applyToMessage(m, event)), asks: moved.asks.filter(a => a.seq !== data.seq), pins: withoutPin(moved.pins, data.seq!) }
    case 'messagePinned':
      return { ...moved, pins: [...moved.pins, { seq: data.seq!, by: event.actor, at: event.at }] }
    case 'purged':
      return { ...moved, asks: moved.asks.filter(a => a.seq > data.through!), pins: moved.pins.filter(p => p.seq > data.through!), messages: moved.messages.map(m => applyToMessage(m, event)) }
    case 'roomShredded':
      return { ...emptyRoom, kind: moved.kind, head: moved.head, n: moved.n, createdAt: moved.createdAt }
    case 'messageUnpinned':
      return { ...moved, pins: withoutPin(moved.pins, data.seq!) }
    case 'messageEdited':
    case 'reacted':
      return mapMessage(moved, data.seq!, m => applyToMessage(m, event))
    default:
      return ofTheLoop(event) ? loop(moved, event, data.seq!) : moved
  }
}

/** One message after an event of its room. Deleted messages no longer change. */
export function applyToMessage(m: Message, event: RoomEvent): Message {
  const data = event.data as Data | null
  if (!data || m.deletedAt) return m
  if (event.type === 'messageDeleted' && data.seq === m.seq) return { ...tombstone(m), deletedAt: event.at, deletedBy: event.actor }
  // What is past its time keeps its place, without a deletion.
  if (event.type === 'purged') return m.seq <= data.through! && m.text !== null ? tombstone(m) : m
  if (event.type === 'memberRemoved') return gone(m, data.userId!)
  if (event.type === 'dutyChanged' || event.type === 'roleRemoved') {
    const waited = dutyOf(waitedOf(m), m.author, event)
    const after = waited.from === m.open && waited.roles === m.openRoles ? m : waiting(m, waited)
    return data.left ? gone(after, data.left) : after
  }
  if (event.type === 'messagePosted') return data.replyTo === m.seq ? answered(m, event) : m
  if (data.seq !== m.seq) return m
  if (ofTheLoop(event)) return loopMessage(m, event)
  switch (event.type) {
    case 'messageEdited':
      return { ...m, text: data.text!, mentions: mentioned(data.mentions), edits: m.edits + 1, editedAt: event.at, unclear: undefined }
    case 'acknowledged': {
      const known = m.acknowledged.some(a => a.userId === event.actor)
      const next = known ? m : { ...m, acknowledged: [...m.acknowledged, { userId: event.actor, at: event.at, seq: event.seq }] }
      return m.expects?.kind === 'acknowledge' ? open(next, event.actor) : next
    }
    case 'reacted':
      return { ...m, reactions: react(m.reactions, data.emoji!, event.actor, data.on !== false) }
    default:
      return m
  }
}

/** What is left of a message whose text is gone. */
export function tombstone(m: Pick<Message, 'seq' | 'n' | 'id' | 'author' | 'at' | 'deletedAt' | 'deletedBy'>): Message {
  return {
    seq: m.seq, n: m.n, id: m.id, author: m.author, at: m.at, text: null, priority: 'routine', replyTo: null, expects: null, open: [],
    edits: 0, editedAt: null, deletedAt: m.deletedAt, deletedBy: m.deletedBy, reactions: [], acknowledged: [],
  }
}

/** A message as the fold writes it, whatever optional members the server left out. */
export function normalise(m: Message): Message {
  if (m.deletedAt) return tombstone({ ...m, deletedBy: m.deletedBy ?? null })
  return {
    seq: m.seq, n: m.n, id: m.id, author: m.author, at: m.at, text: m.text ?? null, priority: m.priority ?? 'routine', replyTo: m.replyTo ?? null,
    expects: m.expects ? { kind: m.expects.kind, from: m.expects.from, dueAt: m.expects.dueAt ?? null } : null,
    open: m.open ?? [], openRoles: m.openRoles ?? undefined, edits: m.edits ?? 0, editedAt: m.editedAt ?? null, deletedAt: null, deletedBy: null,
    reactions: m.reactions ?? [], acknowledged: m.acknowledged ?? [], mentions: m.mentions ?? undefined, replies: m.replies ?? undefined, ...files(m.attachments),
    inPlace: m.inPlace ?? undefined, nudges: m.nudges ?? undefined,
    unclear: m.unclear ?? undefined, closed: m.closed ?? undefined, handedOn: m.handedOn ?? undefined,
    sbar: m.sbar ?? undefined, criticalResult: m.criticalResult ?? undefined, handoff: m.handoff ?? undefined,
  }
}

/** The fold at the head of a snapshot, with no message loaded yet. */
export function fromSnapshot(s: RoomSnapshot): RoomState {
  return {
    kind: s.kind, title: s.title ?? null, head: s.head, n: s.n, createdAt: s.createdAt,
    members: s.members.map(m => ({ userId: m.userId, role: m.role, byDuty: m.byDuty, guest: m.guest })),
    roles: s.roles.map(r => ({ id: r.id, name: r.name, holder: r.holder ?? null })),
    asks: s.asks.map(a => ({ ...a, dueAt: a.dueAt ?? null, roles: a.roles ?? undefined })),
    pins: s.pins, messages: [], uncertain: false,
  }
}

function post(room: RoomState, event: RoomEvent, data: Data | null): RoomState {
  const place = { seq: event.seq, n: event.n, id: event.id, author: event.actor, at: event.at, deletedAt: null, deletedBy: null }
  if (!data || typeof data.text !== 'string') return { ...room, messages: [...room.messages, tombstone(place)], uncertain: true }
  const expects = data.expects ? { kind: data.expects.kind, from: [...data.expects.from], dueAt: data.expects.dueAt ?? null } : null
  const asked = data.expects?.roles?.map(id => ({ id, holder: room.roles.find(r => r.id === id)?.holder ?? null }))
  const message: Message = {
    ...tombstone(place), text: data.text, priority: data.priority ?? 'routine', replyTo: data.replyTo ?? null,
    expects, open: expects ? [...expects.from] : [], openRoles: asked, mentions: mentioned(data.mentions), ...files(data.attachments), ...formOf(data),
  }
  const answered = data.replyTo ? close(mapMessage(room, data.replyTo, m => applyToMessage(m, event)), data.replyTo, event.actor, 'words') : room
  const asks: readonly Ask[] = expects && expects.from.length + (asked?.length ?? 0) > 0
    ? [...answered.asks, { seq: event.seq, author: event.actor, kind: expects.kind, priority: message.priority, dueAt: expects.dueAt, from: [...expects.from], roles: asked }]
    : answered.asks
  return { ...answered, messages: [...answered.messages, message], asks }
}

function mentioned(given: Data['mentions']): Mentions | undefined {
  return given ? { people: given.people ?? [], room: given.room ?? false, ...(given.roles && { roles: given.roles }) } : undefined
}

function withoutPin(pins: readonly Pin[], seq: number): readonly Pin[] {
  return pins.some(p => p.seq === seq) ? pins.filter(p => p.seq !== seq) : pins
}

/** Left out when there are none. */
function files(attachments: Data['attachments']): Pick<Message, 'attachments'> {
  if (!attachments || attachments.length === 0) return {}
  return { attachments: attachments.map(a => ({ id: a.id, kind: a.kind, name: a.name, size: a.size, width: a.width ?? null, height: a.height ?? null, thumbnail: a.thumbnail ?? false })) }
}

/** Who came and who went by a role. */
function move(room: RoomState, { joined, left }: Data): RoomState {
  const after = left ? removeMember(room, left) : room
  return joined ? { ...after, members: [...after.members, { userId: joined, role: 'member', byDuty: true, guest: false }] } : after
}

function loop(room: RoomState, event: RoomEvent, seq: number): RoomState {
  const asks = loopAsks(room, event)
  return mapMessage({ ...room, asks }, seq, m => ({ ...applyToMessage(m, event), ...openOf(asks, seq) }))
}

/** Whom the message at `seq` waits for. */
export function openOf(asks: readonly Ask[], seq: number): Pick<Message, 'open' | 'openRoles' | 'inPlace'> {
  const ask = asks.find(a => a.seq === seq)
  return { open: [...ask?.from ?? []], openRoles: ask?.roles ?? undefined, inPlace: ask?.inPlace ?? undefined }
}

function waitedOf(m: Message): Waited {
  return { from: m.open, roles: m.openRoles ?? undefined, inPlace: m.inPlace ?? undefined }
}

/** Whom something is expected of after a role was handed over, or left the room. */
function dutyOf(waited: Waited, author: Id, event: RoomEvent): Waited {
  const data = event.data as Data
  return event.type === 'roleRemoved' ? withoutRole(waited, data.roleId!) : heldBy(waited, data.roleId!, data.to ?? null, author)
}

/** The asks and messages of a role go with it. */
function dutyOn(room: RoomState, event: RoomEvent): RoomState {
  const role = (event.data as Data).roleId
  if (!room.asks.some(a => a.roles?.some(r => r.id === role))) return room
  const asks = room.asks.map(a => ({ ...a, ...dutyOf({ from: a.from, roles: a.roles ?? undefined }, a.author, event) })).filter(a => !nobodyLeft({ from: a.from, roles: a.roles ?? undefined }))
  const messages = room.messages.map(m => (m.openRoles?.some(r => r.id === role) ? { ...m, ...openOf(asks, m.seq) } : m))
  return { ...room, asks, messages }
}

function removeMember(room: RoomState, userId: Id): RoomState {
  const asks = room.asks.some(a => a.from.includes(userId))
    ? room.asks.map(a => (a.from.includes(userId) ? { ...a, ...withoutPart({ from: a.from, roles: a.roles ?? undefined }, userId) } : a)).filter(a => !nobodyLeft({ from: a.from, roles: a.roles ?? undefined }))
    : room.asks
  const touched = (m: Message) => m.open.includes(userId) || (m.unclear !== undefined && m.author === userId)
  const messages = room.messages.some(touched) ? room.messages.map(m => (touched(m) ? gone(m, userId) : m)) : room.messages
  return { ...room, members: without(room.members, userId), asks, messages }
}

/** `by`: words answer an acknowledgement or a reply; an acknowledgement only the first. */
function close(room: RoomState, seq: number, userId: Id, by: 'words' | 'acknowledge'): RoomState {
  const ask = room.asks.find(a => a.seq === seq)
  if (!ask || (by === 'words' ? !closedByWords(ask.kind) : ask.kind !== by)) return room
  const waited: Waited = { from: ask.from, roles: ask.roles ?? undefined, inPlace: ask.inPlace ?? undefined }
  if (!gives(waited, userId)) return room
  const left = givenBy(waited, userId)
  return { ...room, asks: nobodyLeft(left) ? room.asks.filter(a => a !== ask) : room.asks.map(a => (a === ask ? { ...a, ...left } : a)) }
}

function answered(m: Message, reply: RoomEvent): Message {
  const next = { ...m, replies: { count: (m.replies?.count ?? 0) + 1, lastSeq: reply.seq, lastAt: reply.at }, unclear: m.author === reply.actor ? undefined : m.unclear }
  return closedByWords(m.expects?.kind) ? open(next, reply.actor) : next
}

function gone(m: Message, userId: Id): Message {
  const next = m.unclear && m.author === userId ? { ...m, unclear: undefined } : m
  return next.open.includes(userId) ? waiting(next, withoutPart(waitedOf(next), userId)) : next
}

function open(m: Message, userId: Id): Message {
  const waited = waitedOf(m)
  return gives(waited, userId) ? waiting(m, givenBy(waited, userId)) : m
}

/** Whether somebody gives a part of it: their own, or in another's place. */
function gives(waited: Waited, userId: Id): boolean {
  return waited.from.includes(userId) || partsInPlace(waited, userId).length > 0
}

/** Once nobody is waited for, nobody is asked in a place either. */
function waiting(m: Message, left: Waited): Message {
  return { ...m, open: left.from, openRoles: left.roles, inPlace: nobodyLeft(left) ? undefined : m.inPlace }
}

function react(reactions: Message['reactions'], emoji: string, userId: Id, on: boolean): Message['reactions'] {
  const there = reactions.find(r => r.emoji === emoji)
  const had = there?.by.includes(userId) ?? false
  if (had === on) return reactions
  if (on) return there ? reactions.map(r => (r === there ? { ...r, by: [...r.by, userId] } : r)) : [...reactions, { emoji, by: [userId] }]
  const by = there!.by.filter(u => u !== userId)
  return by.length > 0 ? reactions.map(r => (r === there ? { ...r, by } : r)) : reactions.filter(r => r !== there)
}

function without(members: readonly Member[], userId: Id | undefined): Member[] {
  return members.filter(m => m.userId !== userId)
}

function mapMessage(room: RoomState, seq: number, change: (m: Message) => Message): RoomState {
  const at = indexOfSeq(room.messages, seq)
  if (at < 0) return room
  const before = room.messages[at]!
  const after = change(before)
  if (after === before) return room
  const messages = room.messages.slice()
  messages[at] = after
  return { ...room, messages }
}

/** Where the message with this seq stands in an ascending list; −1 when it is not there. */
export function indexOfSeq(messages: readonly { seq: number }[], seq: number): number {
  let low = 0
  let high = messages.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const found = messages[middle]!.seq
    if (found === seq) return middle
    if (found < seq) low = middle + 1
    else high = middle - 1
  }
  return -1
}
