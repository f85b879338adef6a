import type { Ask, AskKind, Id, Instant, Message, RoomEvent } from '../api/types'
import { handedTo } from './askedRoles'
import type { RoomState } from './fold'
import { askedFor, isNudge, nudgeLines } from './nudgeFold'

/** What events of the closed loop carry, beside `seq`: the message that they are about. */
interface Data {
  seq: number
  from: Id
  to: Id
  by: Id
  how: 'withdrawn' | 'clear'
  text: string
  giver: Id
  open: number
  left: number
  action: number
  dueAt?: Instant | null
}

const types = new Set([
  'askClosed', 'askHandedOn', 'clarificationNeeded', 'resultReadBack', 'readBackConfirmed', 'readBackCorrected', 'handoffSynthesized', 'handoffAccepted', 'actionTicked',
  'nudged', 'escalated', 'snoozed', 'nobodyReached',
])

/** Whether an event is of the closed loop: expectations handed on and closed, read-backs, handoffs. */
export function ofTheLoop(event: RoomEvent): boolean {
  return types.has(event.type) && event.data !== null
}

/** The open asks after an event of the loop. Says the same as the server's fold: see Hub.Tests/Vectors. */
export function loopAsks(room: RoomState, event: RoomEvent): readonly Ask[] {
  const data = event.data as unknown as Data
  const ask = room.asks.find(a => a.seq === data.seq)
  if (!ask) return room.asks
  const without = () => room.asks.filter(a => a !== ask)
  const instead = (change: Partial<Ask>) => room.asks.map(a => (a === ask ? { ...a, ...change } : a))
  switch (event.type) {
    case 'askClosed':
      return data.how === 'clear' ? room.asks : without()
    case 'askHandedOn':
      return ask.from.includes(data.from) ? instead(handedTo({ from: ask.from, roles: ask.roles ?? undefined }, data.from, data.to)) : room.asks
    case 'resultReadBack':
    case 'readBackCorrected':
      return room.members.some(m => m.userId === ask.author)
        ? instead({ kind: event.type === 'resultReadBack' ? 'confirm' : 'readBack', author: event.actor, from: [ask.author], roles: undefined, inPlace: undefined })
        : without()
    case 'readBackConfirmed':
      return without()
    case 'escalated':
      return instead({ inPlace: askedFor(ask, event) })
    case 'handoffAccepted':
      return data.open > 0 ? instead({ kind: 'action', author: data.giver, dueAt: data.dueAt ?? null, from: [event.actor], inPlace: undefined }) : without()
    case 'actionTicked':
      return ask.kind !== 'action' ? room.asks : data.left === 0 ? without() : instead({ dueAt: data.dueAt ?? null })
    default:
      return room.asks
  }
}

/** One message after an event of the loop about it. Whom it waits for (`open`) stands in the room's asks. */
export function loopMessage(m: Message, event: RoomEvent): Message {
  const data = event.data as unknown as Data
  if (data.seq !== m.seq) return m
  const { actor: by, at } = event
  const checked = (correction: string | null): Message =>
    m.criticalResult ? { ...m, criticalResult: { ...m.criticalResult, readBacks: m.criticalResult.readBacks.map((r, i, all) => (i === all.length - 1 ? { ...r, checkedAt: at, correction } : r)) } } : m
  if (isNudge(event)) return { ...m, nudges: nudgeLines(m.nudges ?? [], event) }
  switch (event.type) {
    case 'askClosed':
      return data.how === 'clear' ? { ...m, unclear: undefined } : { ...m, closed: { by: data.by, at } }
    case 'askHandedOn':
      return {
        ...m, handedOn: [...(m.handedOn ?? []), { from: data.from, to: data.to, by, at }],
        expects: m.expects ? { ...m.expects, from: [...m.expects.from.filter(u => u !== data.from && u !== data.to), data.to] } : null,
      }
    case 'clarificationNeeded':
      return { ...m, unclear: { by, at } }
    case 'resultReadBack':
      return m.criticalResult ? { ...m, criticalResult: { ...m.criticalResult, readBacks: [...m.criticalResult.readBacks, { by, text: data.text, at, checkedAt: null, correction: null }] } } : m
    case 'readBackConfirmed':
      return checked(null)
    case 'readBackCorrected':
      return checked(data.text)
    case 'handoffSynthesized':
      return m.handoff ? { ...m, handoff: { ...m.handoff, synthesis: { by, text: data.text, at } } } : m
    case 'handoffAccepted':
      return m.handoff ? { ...m, handoff: { ...m.handoff, acceptedBy: by, acceptedAt: at } } : m
    case 'actionTicked':
      return m.handoff ? { ...m, handoff: { ...m.handoff, actions: m.handoff.actions.map((a, i) => (i === data.action ? { ...a, doneBy: by, doneAt: at } : a)) } } : m
    default:
      return m
  }
}

/** What a message that has just been posted carries of a form. */
export function formOf(data: Record<string, unknown>): Pick<Message, 'sbar' | 'criticalResult' | 'handoff'> {
  const { sbar, criticalResult, handoff } = data as Pick<Message, 'sbar' | 'criticalResult' | 'handoff'>
  return {
    ...(sbar && { sbar }),
    ...(criticalResult && { criticalResult: { ...criticalResult, readBacks: [] } }),
    ...(handoff && {
      handoff: {
        ...handoff, synthesis: null, acceptedBy: null, acceptedAt: null,
        actions: (handoff.actions ?? []).map(a => ({ what: a.what, due: a.due ?? null, doneBy: null, doneAt: null })),
      },
    }),
  }
}

/** Whether a reply or an acknowledgement can close it. */
export function closedByWords(kind: AskKind | undefined): boolean {
  return kind === 'acknowledge' || kind === 'reply'
}
