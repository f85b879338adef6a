import { Button, Group, SegmentedControl, Text, useMantineColorScheme } from '@mantine/core'
import { IconBell, IconClipboardCheck, IconSearch, IconShieldCog, IconUsersGroup } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import { api } from '../../api/routes'
import type { Id, Me } from '../../api/types'
import { lock, signOut } from '../../app/auth'
import { usePending } from '../../app/hub'
import { findAnything } from '../../ui/findAnything'
import { capital, count } from '../../ui/names'
import { Line, Lines, Page, Section } from '../../ui/Page'
import { PersonAvatar } from '../../ui/PersonAvatar'
import { atTime, fullInstant } from '../../ui/time'
import { ChannelsSection } from '../channels/ChannelsSection'
import { NotificationSettings } from '../notices/NotificationSettings'
import { KeepOut } from '../thanks/KeepOut'
import { enterSends, setEnterSends } from '../talk/enterKey'
import classes from './Me.module.css'

/** Who I am here, how the page looks, where I am signed in, and the way out. */
export default function MePage({ me }: { me: Me }) {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <Page title="Me">
      <Section title="Who I am">
        <Group gap="md" wrap="nowrap">
          <PersonAvatar name={me.name} discipline={me.discipline} size={52} />
          <div>
            <Text fw={600}>{me.name}</Text>
            <Text size="sm" c="var(--hub-quiet)">{[capital(me.discipline), me.user, me.isAdmin && 'administrator'].filter(Boolean).join(' · ')}</Text>
          </div>
        </Group>
      </Section>
      <More me={me} />
      <Section title="Appearance">
        <SegmentedControl
          aria-label="Appearance" value={colorScheme} onChange={v => setColorScheme(v as typeof colorScheme)}
          data={[{ value: 'auto', label: 'As the system' }, { value: 'light', label: 'Light' }, { value: 'dark', label: 'Dark' }]}
        />
      </Section>
      <Writing />
      <ChannelsSection />
      <NotificationSettings me={me} />
      <KeepOut />
      <Sessions />
      <Leaving />
    </Page>
  )
}

/** On a phone, whose bar has room for five, the way to the rest is here. */
function More({ me }: { me: Me }) {
  return (
    <nav className={classes.more} aria-label="More">
      <Link to="/team"><IconUsersGroup size={20} stroke={1.7} aria-hidden />Team</Link>
      <Link to="/reviews"><IconClipboardCheck size={20} stroke={1.7} aria-hidden />Reviews</Link>
      <Link to="/notices"><IconBell size={20} stroke={1.7} aria-hidden />Notices</Link>
      {me.isAdmin && <Link to="/admin"><IconShieldCog size={20} stroke={1.7} aria-hidden />Admin</Link>}
      <button type="button" onClick={findAnything}><IconSearch size={20} stroke={1.7} aria-hidden />Find</button>
    </nav>
  )
}

function Writing() {
  const [sends, setSends] = useState(enterSends)
  return (
    <Section title="Writing">
      <SegmentedControl
        aria-label="What Enter does" value={sends ? 'sends' : 'breaks'} onChange={v => { setEnterSends(v === 'sends'); setSends(v === 'sends') }}
        data={[{ value: 'sends', label: 'Enter sends' }, { value: 'breaks', label: 'Enter breaks the line' }]}
      />
      <Text size="sm" c="var(--hub-quiet)" mt="xs">{sends ? 'Shift Enter breaks the line.' : 'Ctrl Enter sends.'}</Text>
    </Section>
  )
}

function Sessions() {
  const cache = useQueryClient()
  const { data, isError } = useQuery({ queryKey: ['sessions'], queryFn: api.sessions })
  const [problem, setProblem] = useState<string | null>(null)
  const end = async (id: Id) => {
    setProblem(null)
    await api.endSession(id).catch(() => setProblem('Not ended: Care Hub cannot be reached. Try again in a moment.'))
    await cache.invalidateQueries({ queryKey: ['sessions'] })
  }
  return (
    <Section title="Where I am signed in">
      {(problem ?? (isError && !data)) && <Text role="alert" size="sm" c="var(--hub-urgent)">{problem ?? 'The list could not be read.'}</Text>}
      <Lines>
        {data?.map(s => (
          <Line key={s.id} act={s.current ? undefined : <Button variant="default" onClick={() => void end(s.id)}>End</Button>}>
            <Text fw={500}>{s.device}{s.current && ' · this page'}</Text>
            <Text size="sm" c="var(--hub-quiet)">
              Since <time dateTime={s.createdAt} title={fullInstant(s.createdAt)}>{atTime(s.createdAt)}</time>, last used <time dateTime={s.lastSeenAt} title={fullInstant(s.lastSeenAt)}>{atTime(s.lastSeenAt)}</time>
            </Text>
          </Line>
        ))}
      </Lines>
    </Section>
  )
}

function Leaving() {
  const unsent = usePending().filter(p => p.sentAs === undefined).length
  const [sure, setSure] = useState(false)
  return (
    <Section title="Leaving">
      <Text c="var(--hub-quiet)" mb="md">Locking keeps what was not sent, sealed. Signing out takes everything of yours out of this browser.</Text>
      {sure && <Text role="alert" mb="sm" c="var(--hub-due)" fw={550}>{count(unsent, 'message was', 'messages were')} not sent and will be discarded.</Text>}
      <Group gap="sm">
        <Button variant="default" onClick={() => void lock()}>Lock now</Button>
        <Button variant={sure ? 'filled' : 'default'} color={sure ? 'red' : undefined} onClick={() => { if (unsent > 0 && !sure) setSure(true); else void signOut() }}>{sure ? 'Sign out and discard' : 'Sign out'}</Button>
        {sure && <Button variant="subtle" color="gray" onClick={() => setSure(false)}>Stay</Button>}
      </Group>
    </Section>
  )
}
