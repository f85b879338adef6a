import { useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useHub } from '../../app/hub'

export const NOT_SENT = 'Not sent: this browser could not keep the message. Your text is still here.'

/** What stands in a place to write: what was begun before, what is written on, and what could not be sent. */
export function useDraft(place: string) {
  const { drafts } = useHub()
  const [text, setText] = useState('')
  const touched = useRef(false)
  useEffect(() => {
    let here = true
    void drafts.read(place).then(draft => { if (here && !touched.current && draft) setText(draft) }).catch(() => { /* no draft then */ })
    return () => { here = false; void drafts.flush().catch(() => { /* the database is closed */ }) }
  }, [drafts, place])
  return {
    text,
    write: (value: string) => { touched.current = true; setText(value); drafts.write(place, value) },
    /** It is on its way; who sends it takes away what was kept of it. */
    leave: () => { touched.current = true; setText('') },
    /** It could not be sent. Drawn at once: a key pressed before would write over it what the field shows. */
    putBack: (sent: string) => { const all = drafts.putBack(place, sent); touched.current = true; flushSync(() => setText(all)) },
  }
}
