import { useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useStore } from 'zustand'
import { useHub } from '../../app/hub'
import type { Beside } from '../../sync/drafts'

export const NOT_SENT = 'Not sent: this browser could not keep the message. Your text is still here.'

/** What stands in a place to write: what was begun before, what is written on, and what could not be sent, whoever sent it. */
export function useDraft(place: string) {
  const { drafts } = useHub()
  const [text, setText] = useState('')
  const touched = useRef(false)
  const back = useStore(drafts.back, s => s.places.get(place))
  useEffect(() => {
    let here = true
    const show = (now: string) => { touched.current = true; setText(now) }
    void drafts.read(place).then(draft => { if (here && !touched.current && draft) setText(draft) }).catch(() => { /* no draft then */ })
    const stop = drafts.back.subscribe((now, before) => {
      const came = now.places.get(place)
      // Drawn at once: a key pressed before would write over it what the field shows.
      if (came && came !== before.places.get(place)) flushSync(() => show(came.text))
    })
    return () => { here = false; stop(); drafts.soon() }
  }, [drafts, place])
  return {
    text,
    /** What of it came back last, until it is written on or sent. */
    back,
    write: (value: string) => { touched.current = true; setText(value); drafts.write(place, value) },
    /** It is on its way; who sends it takes away what was kept of it. */
    leave: () => { touched.current = true; setText('') },
    /** It could not be sent. */
    putBack: (sent: string, why: string, beside?: Beside) => drafts.putBack(place, sent, why, beside),
  }
}

/** The same for a form: its fields are kept as one text. @param before what stands in it while nothing was begun */
export function useFields<T extends object>(place: string, before: T) {
  const draft = useDraft(place)
  const fields = fieldsOf(draft.text, before)
  return {
    fields,
    isBegun: draft.text !== '',
    set: (change: Partial<T>) => draft.write(JSON.stringify({ ...fields, ...change })),
    clear: () => draft.write(''),
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
