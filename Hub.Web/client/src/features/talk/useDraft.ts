import { useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useStore } from 'zustand'
import { useHub } from '../../app/hub'

export const NOT_SENT = 'Not sent: this browser could not keep the message. Your text is still here.'

/** What stands in a place to write: what was begun before, what is written on, and what could not be sent, whoever sent it. */
export function useDraft(place: string) {
  const { drafts } = useHub()
  const [text, setText] = useState('')
  const touched = useRef(false)
  const problem = useStore(drafts.back, s => s.places.get(place)?.why ?? null)
  useEffect(() => {
    let here = true
    const show = (now: string) => { touched.current = true; setText(now) }
    void drafts.read(place).then(draft => { if (here && !touched.current && draft) setText(draft) }).catch(() => { /* no draft then */ })
    const stop = drafts.back.subscribe((now, before) => {
      const back = now.places.get(place)
      // Drawn at once: a key pressed before would write over it what the field shows.
      if (back && back !== before.places.get(place)) flushSync(() => show(back.text))
    })
    return () => { here = false; stop(); void drafts.flush().catch(() => { /* the database is closed */ }) }
  }, [drafts, place])
  return {
    text,
    /** Why it stands here again. */
    problem,
    write: (value: string) => { touched.current = true; setText(value); drafts.write(place, value) },
    /** It is on its way; who sends it takes away what was kept of it. */
    leave: () => { touched.current = true; setText('') },
    /** It could not be sent. */
    putBack: (sent: string, why: string) => drafts.putBack(place, sent, why),
  }
}
