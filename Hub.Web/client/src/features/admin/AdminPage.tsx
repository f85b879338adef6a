import { ActionIcon, Anchor, Button, Menu, Text } from '@mantine/core'
import { IconDots, IconUserPlus } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import { Refusal } from '../../api/http'
import { api } from '../../api/routes'
import type { IssuedLink, Me, Person } from '../../api/types'
import { usePeople } from '../../app/hub'
import { capital, count } from '../../ui/names'
import { Line, Lines, Page, Section } from '../../ui/Page'
import { PersonAvatar } from '../../ui/PersonAvatar'
import { atTime } from '../../ui/time'
import { InviteForm } from './InviteForm'
import { LinkOnce } from './LinkOnce'
import { OutboxSection } from './OutboxSection'

/** People of the house: invited, disabled, given a new start. Being an administrator opens no room. */
export default function AdminPage({ me }: { me: Me }) {
  const cache = useQueryClient()
  const people = usePeople()
  const { data: invitations } = useQuery({ queryKey: ['invitations'], queryFn: api.invitations })
  const [inviting, setInviting] = useState(false)
  const [issued, setIssued] = useState<{ link: IssuedLink; for: string } | null>(null)
  const [problem, setProblem] = useState<string | null>(null)

  const doing = async <T,>(work: Promise<T>): Promise<T | null> => {
    setProblem(null)
    try {
      return await work
    } catch (error) {
      setProblem(error instanceof Refusal ? error.detail : 'Not done: Care Hub cannot be reached. Nothing was changed.')
      return null
    } finally {
      await cache.invalidateQueries({ queryKey: ['people'] })
      await cache.invalidateQueries({ queryKey: ['invitations'] })
    }
  }
  const reset = async (p: Person) => {
    const link = await doing(api.reset(p.id))
    if (link) setIssued({ link, for: p.name })
  }

  return (
    <Page title="Admin">
      <Text size="sm" mb="sm"><Anchor component={Link} display="inline-block" py={12} href="/admin/jobs">Jobs: what runs by the clock</Anchor></Text>
      {problem && <Text role="alert" c="var(--hub-urgent)" mb="sm">{problem}</Text>}
      {issued && <LinkOnce issued={issued.link} name={issued.for} close={() => setIssued(null)} />}
      <Section title="Invitations" aside={!inviting && <Button leftSection={<IconUserPlus size={18} stroke={1.7} aria-hidden />} onClick={() => setInviting(true)}>Invite</Button>}>
        {inviting && <InviteForm cancel={() => setInviting(false)} invite={who => doing(api.invite(who)).then(link => { if (link) { setIssued({ link, for: who.name ?? 'the new colleague' }); setInviting(false) } })} />}
        {invitations?.length === 0 && !inviting && <Text c="var(--hub-quiet)">No invitation is open.</Text>}
        <Lines>
          {invitations?.map(i => (
            <Line key={i.id} act={<Button variant="default" onClick={() => void doing(api.withdraw(i.id))}>Withdraw</Button>}>
              <Text fw={500}>{i.name ?? i.user ?? 'Somebody new'}</Text>
              <Text size="sm" c="var(--hub-quiet)">{[i.discipline && capital(i.discipline), i.admin && 'administrator', `good until ${atTime(i.expiresAt)}`].filter(Boolean).join(' · ')}</Text>
            </Line>
          ))}
        </Lines>
      </Section>
      <Section title={count(people.list.length, 'person', 'people')}>
        <Lines>
          {people.list.slice(0, 200).map(p => (
            <Line key={p.id} act={p.id !== me.id && <PersonMenu person={p} reset={() => void reset(p)} setDisabled={d => void doing(api.setDisabled(p.id, d))} />}>
              <div style={{ display: 'flex', gap: 12, alignItems: 'center', opacity: p.disabled ? 0.65 : 1 }}>
                <PersonAvatar name={p.name} discipline={p.discipline} />
                <div><Text fw={500}>{p.name}</Text><Text size="sm" c="var(--hub-quiet)">{[capital(p.discipline), p.user, p.disabled && 'disabled'].filter(Boolean).join(' · ')}</Text></div>
              </div>
            </Line>
          ))}
        </Lines>
      </Section>
      <OutboxSection />
    </Page>
  )
}

function PersonMenu({ person, reset, setDisabled }: { person: Person; reset: () => void; setDisabled: (disabled: boolean) => void }) {
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target><ActionIcon aria-label={`More about ${person.name}`}><IconDots size={19} stroke={1.7} aria-hidden /></ActionIcon></Menu.Target>
      <Menu.Dropdown>
        {!person.disabled && <Menu.Item onClick={reset}>Link for a new password</Menu.Item>}
        <Menu.Item color={person.disabled ? undefined : 'red'} onClick={() => setDisabled(!person.disabled)}>{person.disabled ? 'Enable' : 'Disable and sign out everywhere'}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
