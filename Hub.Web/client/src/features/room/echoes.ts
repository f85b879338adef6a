import type { Command, Id, Message } from '../../api/types'
import type { Pending } from '../../sync/outbox'

/** Whether what I said still stands for its message: it was not answered yet, or it was and its event is not here. */
export function stands({ sentAs }: Pending, isHere: (seq: number) => boolean): boolean {
  return sentAs === undefined || !isHere(sentAs)
}

/**
 * My messages for which something that waits already stands: what I say comes back as an event, sometimes before the answer to sending it does.
 * Until that answer the waiting line stands for both, so that nothing is there twice and nothing is called sent too soon. Each line stands for one
 * message of mine at most: the first of the same content that came after it was written.
 * @param messages ascending by seq, as the room has them
 */
export function echoes(messages: readonly Message[], pending: readonly Pending[], me: Id): ReadonlySet<number> {
  const found = new Set<number>()
  for (const { command, after, refused, sentAs } of pending) {
    if (after === undefined || refused || sentAs !== undefined) continue
    let echo: number | null = null
    for (let i = messages.length - 1; i >= 0 && messages[i]!.seq > after; i--) {
      const m = messages[i]!
      if (m.author === me && !found.has(m.seq) && saysTheSame(command, m)) echo = m.seq
    }
    if (echo !== null) found.add(echo)
  }
  return found
}

function saysTheSame(command: Command, m: Message): boolean {
  if (m.deletedAt || m.edits > 0) return false
  if (command.type === 'startHandoff') {
    const { illnessSeverity, patientSummary, situationAwareness, to, actions } = command
    return m.handoff != null && isWithin({ illnessSeverity, patientSummary, situationAwareness, to, actions: actions?.map(a => ({ what: a.what })) }, m.handoff)
  }
  if (command.type !== 'postMessage' || m.handoff) return false
  const { text, priority, sbar, criticalResult, expects, mentions } = command
  const form = sbar ?? criticalResult
  return (command.replyTo ?? null) === m.replyTo && (form != null || m.text === text) && (sbar == null) === (m.sbar == null) && (criticalResult == null) === (m.criticalResult == null)
    && isWithin({ priority, sbar, criticalResult, mentions, expects: expects && { kind: expects.kind } }, m)
    && (expects != null || form != null || m.expects == null)
    && (command.attachments ?? []).join() === (m.attachments ?? []).map(a => a.id).join()
}

/** Whether all that one says, the other says too; what is left out on the way there may be anything. */
function isWithin(said: unknown, there: unknown): boolean {
  if (said === undefined || said === null) return true
  if (typeof said !== 'object') return said === there
  if (typeof there !== 'object' || there === null) return false
  return (!Array.isArray(said) || said.length === (there as unknown[]).length) && Object.entries(said).every(([key, value]) => isWithin(value, (there as Record<string, unknown>)[key]))
}
