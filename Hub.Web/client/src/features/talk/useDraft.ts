import { useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useStore } from 'zustand'
import { useHub } from '../../app/hub'
import type { Beside } from '../../sync/drafts'

export const NOT_SENT = 'Not sent: this browser could not keep the message. Your text is still here.'

/**
 * What stands in a place to write: what was begun before, what is written on, and what could not be sent, whoever sent it.
 * @param join what was kept and what was typed before it was read, as one
 */
export function useDraft(place: string, join = (kept: string, typed: string) => kept + typed) {
  const { drafts } = useHub()
  const [shown, setShown] = useState({ place, text: '' })
  // What was typed before the draft was read; null: it was read, or is not wanted any more.
  const early = useRef<string | null | undefined>(undefined)
  const back = useStore(drafts.back, s => s.places.get(place))
  const show = (text: string) => { early.current = null; setShown({ place, text }) }
  const write = (text: string) => {
    if (early.current !== null) early.current = text
    setShown({ place, text })
    drafts.write(place, text)
  }
  useEffect(() => {
    let here = true
    early.current = undefined
    setShown(now => (now.place === place ? now : { place, text: '' }))
    void drafts.read(place).then(kept => {
      if (!here || early.current === null) return
      const typed = early.current
      early.current = null
      if (kept && typed === undefined) show(kept)
      else if (kept) drawBefore(() => write(join(kept, typed!)))
    }).catch(() => { /* no draft then */ })
    const stop = drafts.changed.subscribe(now => { if (now?.place === place) drawBefore(() => show(now.text)) })
    return () => { here = false; stop(); drafts.soon() }
  // `join`, `show` and `write` are of this place, as of when it was opened.
  }, [drafts, place])
  return {
    text: shown.place === place ? shown.text : '',
    /** What of it came back last, until it is written on or sent. */
    back,
    write,
    /** It is on its way; who sends it takes away what was kept of it. */
    leave: () => {
      // What was kept and is not read yet comes all the same.
      if (early.current !== null) early.current = ''
      setShown({ place, text: '' })
    },
    /** It could not be sent. */
    putBack: (sent: string, why: string, beside?: Beside) => drafts.putBack(place, sent, why, beside),
  }
}

/** Draws at once, for a key pressed before would write over it what the field shows; and the caret stays where it was in what is typed, which is last. */
function drawBefore(draw: () => void): void {
  const field = document.activeElement
  if (!(field instanceof HTMLTextAreaElement)) return flushSync(draw)
  const { value, selectionStart, selectionEnd } = field
  flushSync(draw)
  const more = field.value.length - value.length
  if (more !== 0) field.setSelectionRange(Math.max(0, selectionStart + more), Math.max(0, selectionEnd + more))
}

/** The same for a form: its fields are kept as one text. @param before what stands in it while nothing was begun */
export function useFields<T extends object>(place: string, before: T) {
  const { drafts } = useHub()
  const draft = useDraft(place, (kept, typed) => joined(kept, typed, before))
  const [isSending, setSending] = useState(false)
  const fields = fieldsOf(draft.text, before)
  return {
    fields,
    isBegun: draft.text !== '',
    /** What is on its way stands as it was sent. */
    isSending,
    set: (change: Partial<T>) => {
      const next = { ...fields, ...change }
      // What stands there as before is not begun any more.
      if (!isSending) draft.write(isSame(next, before) ? '' : JSON.stringify(next))
    },
    clear: () => draft.write(''),
    /** It was sent by itself, and is begun no more, in other tabs neither. */
    sent: () => {
      const left = drafts.leave(place)
      draft.write('')
      drafts.gone(left)
    },
    /** Why it stands there again, if it does. */
    problem: draft.back?.why ?? null,
    /** It could not be sent: it stands there as it was, whether it is open or not. */
    restore: (sent: T, why: string) => drafts.restore(place, JSON.stringify(sent), why),
    send: async <R>(work: () => Promise<R>): Promise<R> => {
      setSending(true)
      try { return await work() } finally { setSending(false) }
    },
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
  const begun = Object.entries(fieldsOf(kept, before)).filter(([name, value]) => !isSame(value, before[name as keyof T]))
  return JSON.stringify({ ...fieldsOf(typed, before), ...Object.fromEntries(begun) })
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
