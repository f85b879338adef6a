import { useState, type KeyboardEvent, type ReactNode, type RefObject } from 'react'
import { useStore } from 'zustand'
import { useHub, usePeople } from '../../app/hub'
import type { LiveRoom } from '../../sync/liveRoom'
import { mentionable, mentionAt } from './mentions'
import classes from './Mentions.module.css'

interface Picker {
  /** The list above what one writes; null when nobody is being mentioned. */
  list: ReactNode
  /** True when the key was the list's. */
  onKeyDown: (event: KeyboardEvent) => boolean
  /** To be told of each move of the caret. */
  onCaret: () => void
  /** For the field: what a screen reader follows. */
  aria: { 'aria-autocomplete': 'list'; 'aria-controls'?: string; 'aria-activedescendant'?: string; 'data-mantine-stop-propagation'?: true }
}

/** Writing @ offers the members and the room: by arrows and Enter, or by touch. */
export function useMentionPicker(input: RefObject<HTMLTextAreaElement | null>, text: string, write: (text: string) => void, room: LiveRoom): Picker {
  const { me } = useHub()
  const people = usePeople()
  const members = useStore(room.view, v => v.room.members)
  const roles = useStore(room.view, v => v.room.roles)
  const [caret, setCaret] = useState(0)
  const [at, setAt] = useState(0)
  const [dismissed, setDismissed] = useState<number | null>(null)
  const now = mentionAt(text, Math.min(caret, text.length))
  const found = now && now.from !== dismissed ? mentionable(now.sought, members, people, me.id, roles) : []
  const chosen = Math.min(at, found.length - 1)
  // What was put aside is not what is begun at the same place later.
  if (!now && dismissed !== null) setDismissed(null)

  const pick = (index: number) => {
    const who = found[index]
    if (!now || !who) return
    const end = now.from + who.name.length + 2
    write(`${text.slice(0, now.from)}@${who.name} ${text.slice(Math.min(caret, text.length)).replace(/^ /, '')}`)
    setCaret(end)
    setAt(0)
    requestAnimationFrame(() => { input.current?.focus(); input.current?.setSelectionRange(end, end) })
  }
  const onKeyDown = (event: KeyboardEvent): boolean => {
    if (found.length === 0 || event.nativeEvent.isComposing) return false
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) setAt((chosen + step + found.length) % found.length)
    else if ((event.key === 'Enter' && !event.shiftKey) || event.key === 'Tab') pick(chosen)
    else if (event.key === 'Escape') setDismissed(now!.from)
    else return false
    event.preventDefault()
    event.stopPropagation()
    return true
  }
  return {
    onKeyDown,
    onCaret: () => { setCaret(input.current?.selectionStart ?? 0); setAt(0) },
    // Escape is the list's then, not that of a sheet around it.
    aria: found.length > 0 ? { 'aria-autocomplete': 'list', 'aria-controls': 'mention-list', 'aria-activedescendant': `mention-${found[chosen]!.key}`, 'data-mantine-stop-propagation': true } : { 'aria-autocomplete': 'list' },
    list: found.length === 0 ? null : (
      <ul id="mention-list" role="listbox" aria-label="Mention somebody" className={classes.list}>
        {found.map((m, i) => (
          <li key={m.key} id={`mention-${m.key}`} role="option" aria-selected={i === chosen} onMouseMove={() => setAt(i)} onPointerDown={e => e.preventDefault()} onClick={() => pick(i)}>
            <span>@{m.name}</span><small>{m.what}</small>
          </li>
        ))}
      </ul>
    ),
  }
}
