import type { Id, Notice } from '../../api/types'

/** What I was told about one thing: the last notice of it, and how often. */
export interface Told {
  key: string
  notice: Notice
  ids: readonly Id[]
}

/** Each thing once, the newest first: who was nudged ten times about a message has one line of it. */
export function gathered(notices: readonly Notice[]): Told[] {
  const told = new Map<string, Notice[]>()
  for (const n of notices) {
    const ofAsk = (n.kind === 'nudge' || n.kind === 'escalated') && n.room && n.seq
    const key = ofAsk ? `${n.room}/${n.seq}` : n.id
    told.set(key, [...(told.get(key) ?? []), n])
  }
  return [...told].map(([key, of]) => ({ key, notice: of[0]!, ids: of.map(n => n.id) }))
}
