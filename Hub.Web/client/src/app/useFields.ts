import { useState } from 'react'
import type { Id } from '../api/types'
import { commandId } from '../sync/commandId'
import { useHub } from './hub'
import { useDraft } from './useDraft'

/** What is sent from a form by itself, and not by way of the outbox. */
export interface Kept {
  /**
   * Of just this content: another one with each change, the same after a reload. What adds something and is sent again, whenever, is done once.
   * What puts something in the place of what stands there needs none: sent again it stands, whatever was put there meanwhile.
   */
  id?: () => Id
  /** It was taken: it is begun no more, here and in other tabs. */
  sent: () => void
}

/**
 * A form of which every field is kept as it stands, sealed, as one text, while another page is looked at.
 * @param before what stands in it while nothing was begun
 * @param isChange only what differs from `before` is kept: of the rest stands what others make of it meanwhile
 */
export function useFields<T extends object>(place: string, before: T, isChange = false) {
  const { drafts } = useHub()
  const keep = (fields: T) => JSON.stringify({ ...(isChange ? Object.fromEntries(differing(fields, before)) : fields), id: commandId() })
  const draft = useDraft(place, (kept, typed) => keep(fieldsOf(joined(kept, typed, before), before)))
  const [sending, setSending] = useState<T | null>(null)
  const { id, ...kept } = fieldsOf<T & { id?: Id }>(draft.text, before)
  const fields = sending ?? kept as unknown as T
  const isSending = sending !== null
  return {
    fields,
    isBegun: isSending || differing(fields, before).length > 0,
    /** What is on its way stands as it was sent. */
    isSending,
    set: (change: Partial<T>) => {
      if (isSending) return
      const next = { ...fields, ...change }
      // What stands there as before is not begun any more.
      draft.write(differing(next, before).length === 0 ? '' : keep(next))
    },
    clear: () => draft.write(''),
    /** Why it stands there again, if it does. */
    problem: draft.back?.why ?? null,
    /** It could not be sent: it stands there as it was, whether it is open or not. */
    restore: (sent: T, why: string) => drafts.restore(place, JSON.stringify(sent), why),
    /** Once at a time: a second press while it is on its way does nothing. */
    send: async <R>(work: () => Promise<R>): Promise<R | undefined> => {
      if (isSending) return undefined
      setSending(fields)
      // Under this id, should its answer be lost.
      drafts.soon()
      try { return await work() } finally { setSending(null) }
    },
    id: () => id ?? commandId(),
    sent: () => drafts.end(place, draft.text),
  }
}

/** What was kept of a form, and of `before` whatever fields it lacks. */
export function fieldsOf<T extends object>(kept: string, before: T): T {
  try {
    return kept ? { ...before, ...JSON.parse(kept) as Partial<T> } : before
  } catch {
    return before
  }
}

/** What was kept of a form, with what was filled in before it was read where nothing had been begun. */
export function joined<T extends object>(kept: string, typed: string, before: T): string {
  return JSON.stringify({ ...fieldsOf(typed, before), ...Object.fromEntries(differing(fieldsOf(kept, before), before)) })
}

function differing<T extends object>(fields: T, before: T): [string, unknown][] {
  return Object.entries(fields).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name as keyof T]))
}
