import { ActionIcon, Button, NativeSelect, Text } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useState, type FormEvent } from 'react'
import type { Id, RoomRole } from '../../api/types'
import { usePeople } from '../../app/hub'
import { count } from '../../ui/names'
import classes from '../room/Details.module.css'
import { useTeams } from './useTeams'

interface Props {
  roles: readonly RoomRole[]
  owner: boolean
  change: (command: { type: 'addRole' | 'removeRole'; roleId: Id }) => Promise<boolean>
}

/** Roles on call that are members of the room: whoever holds one is here for as long as they do. */
export function RoomRoles({ roles, owner, change }: Props) {
  const people = usePeople()
  const [adding, setAdding] = useState(false)
  if (roles.length === 0 && !owner) return null
  return (
    <section className={classes.section}>
      <div className={classes.title}>
        <h3>{count(roles.length, 'role')} on call</h3>
        {owner && <Button size="sm" variant="subtle" leftSection={<IconPlus size={18} stroke={1.7} aria-hidden />} onClick={() => setAdding(a => !a)}>Add</Button>}
      </div>
      {adding && <AddRole without={roles.map(r => r.id)} add={roleId => change({ type: 'addRole', roleId }).then(ok => { if (ok) setAdding(false) })} />}
      <ul className={classes.members}>
        {roles.map(r => (
          <li key={r.id}>
            <span className={classes.who}>
              <span>{r.name}</span>
              <Text component="span" size="sm" c={r.holder ? 'var(--hub-quiet)' : 'var(--hub-due)'}>{r.holder ? people.full(r.holder) : 'Nobody is on duty'}</Text>
            </span>
            {owner && <ActionIcon aria-label={`Remove ${r.name} from the room`} onClick={() => void change({ type: 'removeRole', roleId: r.id })}><IconX size={18} stroke={1.7} aria-hidden /></ActionIcon>}
          </li>
        ))}
      </ul>
    </section>
  )
}

function AddRole({ without, add }: { without: Id[]; add: (role: Id) => Promise<void> }) {
  const { data: teams } = useTeams()
  const choices = (teams ?? []).flatMap(t => t.roles.filter(r => !without.includes(r.id)).map(r => ({ value: r.id, label: `${r.name} (${t.name})` })))
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    void add(String(new FormData(event.currentTarget).get('role')))
  }
  if (teams && choices.length === 0) return <Text size="sm" c="var(--hub-quiet)">There is no other role on call.</Text>
  return (
    <form onSubmit={onSubmit} className={classes.rename}>
      <NativeSelect name="role" aria-label="Role" data={choices} />
      <div><Button type="submit" size="sm" disabled={choices.length === 0}>Add the role</Button></div>
    </form>
  )
}
