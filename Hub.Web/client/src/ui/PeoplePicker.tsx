import { Checkbox, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import type { Id } from '../api/types'
import { usePeople } from '../app/hub'
import classes from './PeoplePicker.module.css'
import { PersonAvatar } from './PersonAvatar'

const MOST = 30

interface Props {
  label: string
  chosen: readonly Id[]
  pick: (id: Id, on: boolean) => void
  without?: readonly Id[]
  /** Whether the label is shown, where no title stands above. */
  titled?: boolean
}

/** Colleagues by name, user name or discipline. */
export function PeoplePicker({ label, chosen, pick, without = [], titled }: Props) {
  const people = usePeople()
  const [search, setSearch] = useState('')
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const found = people.list
    .filter(p => !p.disabled && !without.includes(p.id))
    .filter(p => words.every(w => `${p.name} ${p.user} ${p.discipline}`.toLowerCase().includes(w)))
    .sort((a, b) => Number(chosen.includes(b.id)) - Number(chosen.includes(a.id)) || a.name.localeCompare(b.name))
  return (
    <div role="group" aria-label={label}>
      {titled && <p className={classes.title} aria-hidden>{label}</p>}
      <TextInput aria-label="Search people" placeholder="Search people" value={search} onChange={e => setSearch(e.currentTarget.value)} leftSection={<IconSearch size={18} stroke={1.7} aria-hidden />} mb={8} />
      <ul className={classes.list}>
        {found.slice(0, MOST).map(p => (
          <li key={p.id}>
            <label className={classes.person}>
              <PersonAvatar name={p.name} discipline={p.discipline} />
              <span className={classes.who}><span>{p.name}</span><small>{p.discipline}</small></span>
              <Checkbox checked={chosen.includes(p.id)} onChange={e => pick(p.id, e.currentTarget.checked)} aria-label={p.name} />
            </label>
          </li>
        ))}
        {found.length === 0 && <li className={classes.none}>Nobody found.</li>}
        {found.length > MOST && <li className={classes.none}>And {found.length - MOST} more. Write part of a name.</li>}
      </ul>
    </div>
  )
}
