import { Button, Checkbox, NativeSelect, SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { useStore } from 'zustand'
import type { AskKind, Expects } from '../../api/types'
import { useHub, usePeople } from '../../app/hub'
import type { LiveRoom } from '../../sync/liveRoom'
import classes from './Composer.module.css'
import { within } from './expects'

interface Props {
  room: LiveRoom
  value: Expects | null
  pick: (e: Expects | null) => void
  done: () => void
}

/** What, from whom, by when. A role is whoever holds it. Nobody chosen means that nothing is expected. */
export default function ExpectsForm({ room, value, pick, done }: Props) {
  const { me } = useHub()
  const people = usePeople()
  const others = useStore(room.view, v => v.room.members).map(m => m.userId).filter(u => u !== me.id)
  const roles = useStore(room.view, v => v.room.roles).filter(r => r.holder !== me.id)
  const [kind, setKind] = useState(value?.kind ?? 'acknowledge')
  const [minutes, setMinutes] = useState(String(value?.withinMinutes ?? ''))
  const from = value?.from ?? []
  const asked = value?.roles ?? []
  const set = (change: { kind?: AskKind; from?: string[]; asked?: string[]; minutes?: string }) => {
    const next = { kind, from, asked, minutes, ...change }
    // Everybody: whoever is in the room when it is sent.
    const all = next.from.length === others.length && others.length > 1
    pick(next.from.length + next.asked.length === 0 ? null : {
      kind: next.kind, from: next.from, ...(all && { room: true }), ...(next.asked.length > 0 && { roles: next.asked }), ...(next.minutes && { withinMinutes: Number(next.minutes) }),
    })
  }
  return (
    <div className={classes.expects}>
      <b id="expects-title">What do you expect?</b>
      <SegmentedControl
        aria-labelledby="expects-title" size="sm" fullWidth value={kind} data={[{ value: 'acknowledge', label: 'Acknowledgement' }, { value: 'reply', label: 'Answer' }]}
        onChange={k => { setKind(k as AskKind); set({ kind: k as AskKind }) }}
      />
      <fieldset className={classes.people}>
        <legend>From</legend>
        {roles.map(r => (
          <Checkbox key={r.id} label={r.name} description={r.holder ? `On duty now: ${people.full(r.holder)}` : 'Nobody is on duty now'} checked={asked.includes(r.id)} onChange={e => set({ asked: e.currentTarget.checked ? [...asked, r.id] : asked.filter(x => x !== r.id) })} />
        ))}
        {others.length > 2 && <Checkbox label="Everybody" checked={from.length === others.length} indeterminate={from.length > 0 && from.length < others.length} onChange={e => set({ from: e.currentTarget.checked ? others : [] })} />}
        {others.map(u => (
          <Checkbox key={u} label={people.full(u)} description={people.get(u)?.discipline} checked={from.includes(u)} onChange={e => set({ from: e.currentTarget.checked ? [...from, u] : from.filter(x => x !== u) })} />
        ))}
      </fieldset>
      <NativeSelect label="By when" data={within} value={minutes} onChange={e => { setMinutes(e.currentTarget.value); set({ minutes: e.currentTarget.value }) }} />
      <div className={classes.actions}>
        <Button variant="subtle" color="gray" size="sm" onClick={() => { pick(null); done() }}>Expect nothing</Button>
        <Button size="sm" onClick={done}>Done</Button>
      </div>
    </div>
  )
}
