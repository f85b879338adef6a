import type { Command, Id, Message } from '../../api/types'
import type { Pending } from '../../sync/outbox'

/**
 * The messages without those for which something that waits already stands: what I say comes back as an event, sometimes before the answer
 * to sending it does. Until that answer the waiting line stands for both, so that nothing is there twice and nothing is called sent too soon.
 * Each line stands for one message of mine at most: the first of the same content that came after it was written.
 */
export function withoutEchoes(messages: readonly Message[], unsent: readonly Pending[], me: Id): readonly Message[] {
  const echoes = new Set<Message>()
  for (const { command, after, refused, sentAs } of unsent) {
    if (after === undefined || refused || sentAs !== undefined) continue
    let echo: Message | null = null
    for (let i = messages.length - 1; i >= 0 && messages[i]!.seq > after; i--) {
      const m = messages[i]!
      if (m.author === me && !echoes.has(m) && saysTheSame(command, m)) echo = m
    }
    if (echo) echoes.add(echo)
  }
  return echoes.size > 0 ? messages.filter(m => !echoes.has(m)) : messages
}

function saysTheSame(command: Command, m: Message): boolean {
  if (m.deletedAt) return false
  if (command.type === 'startHandoff') return m.handoff != null && m.handoff.patientSummary === command.patientSummary
  if (command.type !== 'postMessage' || m.handoff || (command.replyTo ?? null) !== m.replyTo) return false
  if (command.sbar) return m.sbar != null && m.sbar.situation === command.sbar.situation
  if (command.criticalResult) return m.criticalResult != null && m.criticalResult.result === command.criticalResult.result
  return m.text === command.text && (command.attachments ?? []).join() === (m.attachments ?? []).map(a => a.id).join()
}
