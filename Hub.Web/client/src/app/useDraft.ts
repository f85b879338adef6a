import { useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useStore } from 'zustand'
import type { Beside } from '../sync/drafts'
import { useHub } from './hub'

export const NOT_SENT = 'Not sent: this browser could not keep the message. Your text is still here.'
export const FILES_NOT_SENT = 'Not sent: this browser could not keep the message. Its files are still here.'

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
