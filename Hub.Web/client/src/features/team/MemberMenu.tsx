import { ActionIcon, Button, Menu, Popover } from '@mantine/core'
import { IconDots, IconUserPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { api } from '../../api/routes'
import type { Team } from '../../api/types'
import { usePeople } from '../../app/hub'
import { PeoplePicker } from '../../ui/PeoplePicker'
import type { Doing } from './TeamPage'

/** What a lead may do with a member. */
export function MemberMenu({ team, member, doing }: { team: Team; member: Team['members'][number]; doing: Doing }) {
  const people = usePeople()
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target><ActionIcon aria-label={`More about ${people.full(member.userId)}`}><IconDots size={19} stroke={1.7} aria-hidden /></ActionIcon></Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void doing(api.setTeamMember(team.id, member.userId, !member.lead))}>{member.lead ? 'No longer lead' : 'Make lead'}</Menu.Item>
        <Menu.Item color="red" onClick={() => void doing(api.removeTeamMember(team.id, member.userId))}>Take out of the team</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

function Add({ team, doing }: { team: Team; doing: Doing }) {
  const [open, setOpen] = useState(false)
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" width={320} trapFocus returnFocus>
      <Popover.Target><Button variant="default" leftSection={<IconUserPlus size={18} stroke={1.7} aria-hidden />} onClick={() => setOpen(o => !o)}>Add</Button></Popover.Target>
      <Popover.Dropdown>
        <PeoplePicker label={`Add to ${team.name}`} chosen={[]} without={team.members.map(m => m.userId)} pick={id => void doing(api.setTeamMember(team.id, id, false))} />
      </Popover.Dropdown>
    </Popover>
  )
}

MemberMenu.Add = Add
