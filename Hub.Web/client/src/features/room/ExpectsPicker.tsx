import { ActionIcon, Button, Checkbox, NativeSelect, Popover, SegmentedControl } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { useStore } from 'zustand'
import type { AskKind, Expects, Id } from '../../api/types'
import { useHub, usePeople, type People } from '../../app/hub'
import type { LiveRoom } from '../../sync/liveRoom'
import { sentence } from '../../ui/names'
import classes from './Composer.module.css'

const within = [
  { value: '', label: 'No time given' }, { value: '15', label: 'Within 15 minutes' }, { value: '30', label: 'Within 30 minutes' }, { value: '60', label: 'Within 1 hour' },
  { value: '240', label: 'Within 4 hours' }, { value: '1440', label: 'Within a day' },
]

/** "Dr. Chen and Rosa to acknowledge within 30 minutes" */
export function expectsWords(expects: Expects, people: People): string {
  const time = within.find(w => w.value === String(expects.withinMinutes ?? ''))!
  return `Expects ${sentence(expects.from.map(people.short), 4)} to ${expects.kind === 'reply' ? 'answer' : 'acknowledge'}${time.value ? ` ${time.label.toLowerCase()}` : ''}`
}

/** Asks named people to acknowledge or to answer, by a time. */
export function ExpectsPicker({ room, value, pick }: { room: LiveRoom; value: Expects | null; pick: (e: Expects | null) => void }) {
  const { me } = useHub()
  const people = usePeople()
  const members = useStore(room.view, v => v.room.members)
  const [open, setOpen] = useState(false)
  const others = members.map(m => m.userId).filter(u => u !== me.id)
  const set = (change: Partial<Expects>) => {
    const next = { kind: 'acknowledge' as AskKind, from: [] as Id[], ...value, ...change }
    pick(next.from.length > 0 ? next : null)
  }
  const [kind, setKind] = useState<AskKind>(value?.kind ?? 'acknowledge')
  const [minutes, setMinutes] = useState(String(value?.withinMinutes ?? ''))
  const from = value?.from ?? []
  const time = (m: string) => ({ withinMinutes: m ? Number(m) : undefined })
  return (
    <Popover opened={open} onChange={setOpen} position="top-start" width={300} trapFocus>
      <Popover.Target>
        <ActionIcon aria-label="Expect an answer" aria-expanded={open} color={value ? 'teal' : 'gray'} variant={value ? 'light' : 'subtle'} onClick={() => setOpen(o => !o)} disabled={others.length === 0}>
          <IconCircleCheck size={20} stroke={1.7} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={classes.expects}>
          <b id="expects-title">What do you expect?</b>
          <SegmentedControl
            aria-labelledby="expects-title" fullWidth value={kind} data={[{ value: 'acknowledge', label: 'Acknowledgement' }, { value: 'reply', label: 'Answer' }]}
            onChange={k => { setKind(k as AskKind); set({ kind: k as AskKind, from, ...time(minutes) }) }}
          />
          <fieldset className={classes.people}>
            <legend>From</legend>
            {others.length > 2 && <Checkbox label="Everybody" checked={from.length === others.length} indeterminate={from.length > 0 && from.length < others.length} onChange={e => set({ kind, from: e.currentTarget.checked ? others : [], ...time(minutes) })} />}
            {others.map(u => (
              <Checkbox key={u} label={people.full(u)} description={people.get(u)?.discipline} checked={from.includes(u)} onChange={e => set({ kind, from: e.currentTarget.checked ? [...from, u] : from.filter(x => x !== u), ...time(minutes) })} />
            ))}
          </fieldset>
          <NativeSelect label="By when" data={within} value={minutes} onChange={e => { setMinutes(e.currentTarget.value); set({ kind, from, ...time(e.currentTarget.value) }) }} />
          <div className={classes.actions}>
            <Button variant="subtle" color="gray" size="sm" onClick={() => { pick(null); setOpen(false) }}>Expect nothing</Button>
            <Button size="sm" onClick={() => setOpen(false)}>Done</Button>
          </div>
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}
