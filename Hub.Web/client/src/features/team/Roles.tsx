import { Button, NativeSelect, Text, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState, type FormEvent } from 'react'
import { api } from '../../api/routes'
import type { DutyRole, Me, Team } from '../../api/types'
import { usePeople } from '../../app/hub'
import { Section } from '../../ui/Page'
import { RoleForms } from './RoleForms'
import type { Doing } from './TeamPage'
import classes from './Team.module.css'
import { untilWords } from './week'
import { WeekBar, WeekHead } from './WeekBar'

/** The roles of a team: who is on call now, and the week ahead as bars. */
export function Roles({ team, lead, me, doing }: { team: Team; lead: boolean; me: Me; doing: Doing }) {
  const [adding, setAdding] = useState(false)
  const add = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    void doing(api.addRole(team.id, { name: String(form.get('name')).trim(), cover: String(form.get('cover')) || null })).then(ok => { if (ok) setAdding(false) })
  }
  return (
    <Section title={`On call in ${team.name}`} aside={lead && !adding && <Button variant="default" leftSection={<IconPlus size={18} stroke={1.7} aria-hidden />} onClick={() => setAdding(true)}>New role</Button>}>
      {adding && (
        <form onSubmit={add} className={classes.form}>
          <TextInput name="name" label="Role" placeholder="Cardiology on call" maxLength={100} required autoFocus />
          <MemberSelect team={team} name="cover" label="Who is asked while nobody is on duty" none="Nobody" />
          <div><Button type="submit" mr="sm">Add the role</Button><Button variant="subtle" color="gray" onClick={() => setAdding(false)}>Cancel</Button></div>
        </form>
      )}
      {team.roles.length === 0 && !adding && <Text c="var(--hub-quiet)">No roles on call yet.</Text>}
      {team.roles.length > 0 && <WeekHead />}
      {team.roles.map(role => <Role key={role.id} team={team} role={role} lead={lead} me={me} doing={doing} />)}
    </Section>
  )
}

function Role({ team, role, lead, me, doing }: { team: Team; role: DutyRole; lead: boolean; me: Me; doing: Doing }) {
  const people = usePeople()
  const now = role.holder
    ? `${people.full(role.holder)}${role.holder === me.id ? ' (you)' : ''}, until ${untilWords(role.until!)}`
    : `Nobody${role.nextAt ? ` until ${untilWords(role.nextAt)}` : ''}${role.cover ? `; ${people.full(role.cover)} covers` : ''}`
  return (
    <article className={classes.role} aria-label={role.name}>
      <header>
        <div><Text fw={550}>{role.name}</Text><Text size="sm" c={role.holder ? 'var(--hub-quiet)' : 'var(--hub-due)'}>{now}</Text></div>
        {(lead || role.holder === me.id) && <RoleForms team={team} role={role} lead={lead} doing={doing} />}
      </header>
      <WeekBar role={role} lead={lead} doing={doing} />
    </article>
  )
}

/** The members of a team to choose from. */
export function MemberSelect({ team, name, label, none, without }: { team: Team; name: string; label: string; none?: string; without?: string | null }) {
  const people = usePeople()
  const members = team.members.filter(m => m.userId !== without).map(m => ({ value: m.userId, label: people.full(m.userId) })).sort((a, b) => a.label.localeCompare(b.label))
  return <NativeSelect name={name} label={label} data={none ? [{ value: '', label: none }, ...members] : members} />
}
