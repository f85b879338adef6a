import type { Command, Id, Message, RoomEvent } from '../../api/types'
import { indexOfSeq } from '../../sync/fold'
import { loopMessage } from '../../sync/loopFold'
import type { Pending } from '../../sync/outbox'
import { echoes, stands } from './echoes'

export interface Shown {
  messages: readonly Message[]
  /** Own messages not in the room yet, oldest first. */
  unsent: readonly Pending[]
  /** Messages on which something of mine waits to be done or was refused, by seq. */
  touched: ReadonlyMap<number, Pending>
}

/** The room as it will be when what waits has been sent: the same rules as the fold, by my hand. Refused deeds are shown undone. */
export function overlay(messages: readonly Message[], pending: readonly Pending[], me: Id): Shown {
  const unsent: Pending[] = []
  const touched = new Map<number, Pending>()
  const isHere = (seq: number) => indexOfSeq(messages, seq) >= 0
  let next: Message[] | null = null
  for (const p of pending) {
    if (p.command.type === 'startHandoff' || p.command.type === 'postMessage') {
      if (stands(p, isHere)) unsent.push(p)
      if (!p.refused && 'replyTo' in p.command && p.command.replyTo) next = change(next ?? [...messages], p.command.replyTo, m => ({ ...m, open: m.open.filter(u => u !== me) }))
      continue
    }
    if (!('seq' in p.command)) continue
    // What was refused stays in sight until one has decided what becomes of it.
    if (!touched.get(p.command.seq)?.refused) touched.set(p.command.seq, p)
    if (!p.refused) next = change(next ?? [...messages], p.command.seq, m => done(m, p, me))
  }
  const twice = echoes(messages, unsent, me)
  const all = next ?? messages
  return { messages: twice.size > 0 ? all.filter(m => !twice.has(m.seq)) : all, unsent, touched }
}

/** What stands for a message until it is in the room, as texts are shown; null: it is none. */
export function unsentText({ id, command }: Pending): Pick<Message, 'id' | 'text' | 'mentions' | 'edits' | 'editedAt'> | null {
  const text = wordsOf(command)
  const mentions = command.type === 'postMessage' ? command.mentions : null
  return text === null ? null : { id, text, mentions: mentions ? { people: mentions.people ?? [], room: mentions.room === true } : undefined, edits: 0, editedAt: null }
}

function wordsOf(command: Command): string | null {
  if (command.type === 'startHandoff') return `I-PASS handoff\n${command.patientSummary ?? ''}`
  if (command.type !== 'postMessage') return 'text' in command && typeof command.text === 'string' ? command.text : null
  if (command.sbar) return `SBAR\n${command.sbar.situation ?? ''}`
  return command.criticalResult ? `Critical result: ${command.criticalResult.result ?? ''}` : command.text
}

function change(messages: Message[], seq: number, to: (m: Message) => Message): Message[] {
  const at = indexOfSeq(messages, seq)
  if (at >= 0) messages[at] = to(messages[at]!)
  return messages
}

function done(m: Message, { command, at }: Pending, me: Id): Message {
  if (m.deletedAt) return m
  switch (command.type) {
    case 'editMessage':
      return { ...m, text: command.text, mentions: command.mentions ? { people: command.mentions.people ?? [], room: command.mentions.room === true, ...(command.mentions.roles && { roles: command.mentions.roles }) } : undefined, edits: m.edits + 1, editedAt: at }
    case 'deleteMessage':
      return { ...m, text: null, attachments: null, deletedAt: at, deletedBy: me, reactions: [], acknowledged: [], open: [], expects: null }
    case 'acknowledge':
      if (m.acknowledged.some(a => a.userId === me)) return m
      return {
        ...m, acknowledged: [...m.acknowledged, { userId: me, at, seq: 0 }],
        open: m.expects?.kind === 'acknowledge' ? m.open.filter(u => u !== me) : m.open,
      }
    case 'react': {
      const others = m.reactions.map(r => (r.emoji === command.emoji ? { ...r, by: r.by.filter(u => u !== me) } : r))
      const after = command.on
        ? others.some(r => r.emoji === command.emoji)
          ? others.map(r => (r.emoji === command.emoji ? { ...r, by: [...r.by, me] } : r))
          : [...others, { emoji: command.emoji, by: [me] }]
        : others
      return { ...m, reactions: after.filter(r => r.by.length > 0) }
    }
    default:
      return onCard(m, command, at, me)
  }
}

const steps: Partial<Record<Command['type'], string>> = {
  readBack: 'resultReadBack', confirmReadBack: 'readBackConfirmed', correctReadBack: 'readBackCorrected',
  synthesizeHandoff: 'handoffSynthesized', acceptHandoff: 'handoffAccepted', tickAction: 'actionTicked',
}

/** A step on a card is not offered again while it waits to be sent. Where the room has it already, or has gone on since, nothing changes. */
function onCard(m: Message, command: Command, at: string, me: Id): Message {
  const type = steps[command.type]
  if (!type || isOver(m, command, at, me)) return m
  const after = loopMessage(m, { type, actor: me, at, seq: 0, data: command as unknown as RoomEvent['data'] } as RoomEvent)
  const last = m.criticalResult?.readBacks.at(-1)
  const isDone = after.handoff?.actions.every(a => a.doneBy !== null)
  switch (command.type) {
    case 'readBack': return { ...after, open: [m.author] }
    case 'correctReadBack': return { ...after, open: last ? [last.by] : m.open }
    case 'confirmReadBack': return { ...after, open: [] }
    case 'acceptHandoff': return { ...after, open: isDone ? [] : [me] }
    case 'tickAction': return { ...after, open: isDone && m.handoff?.acceptedBy ? [] : m.open }
    // It is accepted when it is known to have been read back.
    case 'synthesizeHandoff': return { ...after, open: m.open.filter(u => u !== me) }
    default: return after
  }
}

function isOver(m: Message, command: Command, at: string, me: Id): boolean {
  const last = m.criticalResult?.readBacks.at(-1)
  switch (command.type) {
    case 'readBack': return !m.open.includes(me)
    case 'confirmReadBack':
    case 'correctReadBack': return !m.open.includes(me) || last?.checkedAt !== null || Date.parse(last.at) > Date.parse(at)
    case 'tickAction': return m.handoff?.actions[command.action]?.doneBy !== null
    default: return m.handoff?.acceptedBy !== null
  }
}
