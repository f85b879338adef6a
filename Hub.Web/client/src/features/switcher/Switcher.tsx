import { Modal, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useMemo, useState, type KeyboardEvent } from 'react'
import { useLocation } from 'wouter'
import { api } from '../../api/routes'
import { roomName, useHub, usePeople, useRooms } from '../../app/hub'
import { commandId } from '../../sync/commandId'
import { capital } from '../../ui/names'
import { useFocusBack } from '../../ui/useFocusBack'
import { lookFor } from '../search/lookFor'
import classes from './Switcher.module.css'

const MOST = 9

const kinds = { channel: 'Channel', direct: 'Direct message', caseReview: 'Case review', feedbackSeries: 'Feedback sessions', wall: 'Wall' }

interface Target {
  key: string
  name: string
  what: string
  go: () => Promise<void> | void
}

/** Ctrl/Cmd K: to a room, or to a person, with whom a direct room is begun when there is none. */
export default function Switcher({ close }: { close: () => void }) {
  useFocusBack()
  const hub = useHub()
  const people = usePeople()
  const { rooms } = useRooms()
  const [, go] = useLocation()
  const [search, setSearch] = useState('')
  const [at, setAt] = useState(0)
  const [problem, setProblem] = useState(false)

  const targets = useMemo<Target[]>(() => {
    const words = search.toLowerCase().split(/\s+/).filter(Boolean)
    const fits = (text: string) => words.every(w => text.toLowerCase().includes(w))
    const mine = rooms
      .map(r => ({ key: r.id, name: roomName(r, hub.me.id, people), what: r.unread > 0 ? `${r.unread} unread` : kinds[r.kind], go: () => go(r.kind === 'feedbackSeries' ? `/sessions/${r.id}` : `/rooms/${r.id}`) }))
      .filter(t => fits(t.name))
    const others = people.list
      .filter(p => p.id !== hub.me.id && !p.disabled && fits(`${p.name} ${p.discipline}`))
      .map(p => ({ key: p.id, name: p.name, what: capital(p.discipline), go: async () => go(`/rooms/${(await api.createRoom({ id: commandId(), kind: 'direct', members: [p.id] })).id}`) }))
    const inMessages = { key: 'search', name: words.length > 0 ? `“${search.trim()}” in all messages` : 'Search in all messages', what: 'Search', go: () => { lookFor({ q: search.trim() }); go('/search') } }
    return [...[...mine, ...(words.length > 0 ? others : [])].slice(0, MOST), inMessages]
  }, [rooms, people, search, hub.me.id, go])

  const choose = async (target: Target | undefined) => {
    if (!target) return
    try {
      await target.go()
      close()
    } catch {
      setProblem(true)
    }
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) { event.preventDefault(); setAt(a => (a + step + targets.length) % Math.max(1, targets.length)) }
    if (event.key === 'Enter') { event.preventDefault(); void choose(targets[at]) }
  }

  return (
    <Modal opened onClose={close} withCloseButton={false} padding={0} size={520} yOffset="14dvh" centered={false} attributes={{ content: { 'aria-label': 'Go to' } }}>
      <TextInput
        data-autofocus aria-label="Go to a room or a person" placeholder="Go to a room or a person" size="lg" variant="unstyled" px="md" leftSection={<IconSearch size={20} stroke={1.7} aria-hidden />}
        value={search} onChange={e => { setSearch(e.currentTarget.value); setAt(0); setProblem(false) }} onKeyDown={onKeyDown}
        role="combobox" aria-expanded aria-controls="switcher-list" aria-activedescendant={targets[at] ? `to-${targets[at].key}` : undefined}
      />
      {problem && <p className={classes.problem} role="alert">Care Hub cannot be reached. Rooms you have open still work.</p>}
      <ul id="switcher-list" role="listbox" aria-label="Rooms and people" className={classes.list}>
        {targets.map((t, i) => (
          <li key={t.key} id={`to-${t.key}`} role="option" aria-selected={i === at} onMouseMove={() => setAt(i)} onClick={() => void choose(t)}><span>{t.name}</span><small>{t.what}</small></li>
        ))}
      </ul>
    </Modal>
  )
}
