import { useEffect, useState } from 'react'
import { useHub, usePeople } from '../../app/hub'
import { fileWords } from '../attachments/words'
import type { LiveRoom } from '../../sync/liveRoom'

/** Says new messages of others to a screen reader, politely; many at once are counted, not read out. */
export function Announcer({ room }: { room: LiveRoom }) {
  const { me } = useHub()
  const people = usePeople()
  const [words, setWords] = useState('')
  useEffect(() => {
    let heard: number | null = null
    return room.view.subscribe(({ phase, room: state }) => {
      if (phase !== 'ready') return
      if (heard === null) { heard = state.n; return }
      const from = heard
      heard = state.n
      const fresh = state.messages.slice(-20).filter(m => m.n > from && m.author !== me.id && m.text !== null)
      if (fresh.length === 1) setWords(`${people.short(fresh[0]!.author)}: ${fresh[0]!.text || fileWords(fresh[0]!.attachments)}`)
      else if (fresh.length > 1) setWords(`${fresh.length} new messages`)
    })
  }, [room, me.id, people])
  return <div className="visually-hidden" aria-live="polite">{words}</div>
}
