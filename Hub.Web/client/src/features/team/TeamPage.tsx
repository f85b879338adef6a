import { Button, Text, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { Refusal } from '../../api/http'
import { api } from '../../api/routes'
import type { Me, Team } from '../../api/types'
import { usePeople } from '../../app/hub'
import { commandId } from '../../sync/commandId'
import { Empty } from '../../ui/Empty'
import { capital } from '../../ui/names'
import { Line, Lines, Page, Section } from '../../ui/Page'
import { TeamCalls } from '../channels/TeamCalls'
import { PersonAvatar } from '../../ui/PersonAvatar'
import { PolicySection } from '../nudges/PolicySection'
import { MemberMenu } from './MemberMenu'
import { Roles } from './Roles'
import { useTeams } from './useTeams'

export type Doing = (work: Promise<unknown>) => Promise<boolean>

/** Who is in which team, who is on call now and this week. Leads change it. */
export default function TeamPage({ me }: { me: Me }) {
  const cache = useQueryClient()
  const { data: teams, isError } = useTeams()
  const [problem, setProblem] = useState<string | null>(null)
  const [making, setMaking] = useState(false)

  const doing: Doing = async work => {
    setProblem(null)
    try {
      await work
      return true
    } catch (error) {
      setProblem(error instanceof Refusal ? error.detail : 'Not done: Care Hub cannot be reached. Nothing was changed.')
      return false
    } finally {
      await cache.invalidateQueries({ queryKey: ['teams'] })
      await cache.invalidateQueries({ queryKey: ['shifts'] })
    }
  }
  const make = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const name = String(new FormData(event.currentTarget).get('name')).trim()
    void doing(api.createTeam({ id: commandId(), name })).then(ok => { if (ok) setMaking(false) })
  }
  // One's own teams first: they are what one looks for.
  const mine = (team: Team) => team.members.some(m => m.userId === me.id)
  const sorted = [...(teams ?? [])].sort((a, b) => Number(mine(b)) - Number(mine(a)))

  return (
    <Page title="Team">
      {(problem ?? (isError && !teams)) && <Text role="alert" c="var(--hub-urgent)" mb="sm">{problem ?? 'The teams could not be read. The page tries again.'}</Text>}
      {teams?.length === 0 && !making && <Empty title="No team yet" text="A team has members, roles on call and a duty roster." />}
      {sorted.map(team => <OneTeam key={team.id} team={team} me={me} doing={doing} />)}
      <Section title="Another team" aside={!making && <Button variant="default" leftSection={<IconPlus size={18} stroke={1.7} aria-hidden />} onClick={() => setMaking(true)}>New team</Button>}>
        {making && (
          <form onSubmit={make}>
            <TextInput name="name" label="Name of the team" maxLength={100} required autoFocus mb="sm" />
            <Button type="submit" mr="sm">Make the team</Button>
            <Button variant="subtle" color="gray" onClick={() => setMaking(false)}>Cancel</Button>
          </form>
        )}
      </Section>
    </Page>
  )
}

function OneTeam({ team, me, doing }: { team: Team; me: Me; doing: Doing }) {
  const people = usePeople()
  const lead = me.isAdmin || team.members.some(m => m.userId === me.id && m.lead)
  const members = [...team.members].sort((a, b) => Number(b.lead) - Number(a.lead) || people.full(a.userId).localeCompare(people.full(b.userId)))
  return (
    <>
      <Roles team={team} lead={lead} me={me} doing={doing} />
      <PolicySection team={team} lead={lead} doing={doing} />
      <Section title={`Members of ${team.name}`} aside={lead && <MemberMenu.Add team={team} doing={doing} />}>
        <Lines>
          {members.map(m => (
            <Line key={m.userId} act={lead && <MemberMenu team={team} member={m} doing={doing} />}>
              <div style={{ display: 'flex', gap: 12, alignItems: 'center' }}>
                <PersonAvatar name={people.full(m.userId)} discipline={people.get(m.userId)?.discipline} />
                <div>
                  <Text fw={500}>{people.full(m.userId)}{m.userId === me.id && ' (you)'}</Text>
                  <Text size="sm" c="var(--hub-quiet)">{[capital(people.get(m.userId)?.discipline ?? ''), m.lead && 'lead'].filter(Boolean).join(' · ')}</Text>
                </div>
              </div>
            </Line>
          ))}
        </Lines>
      </Section>
      {lead && <Section title="Programs"><TeamCalls key={team.id} team={team.id} /></Section>}
    </>
  )
}
