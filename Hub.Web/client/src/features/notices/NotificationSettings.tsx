import { Button, NativeSelect, Text, TextInput } from '@mantine/core'
import { useEffect, useMemo, useRef, type ReactNode } from 'react'
import type { Me, NotificationSettings as Settings } from '../../api/types'
import { usePeople } from '../../app/hub'
import { now } from '../../sync/serverClock'
import { Section } from '../../ui/Page'
import { atTime, fullInstant } from '../../ui/time'
import { localInput, toInstant } from '../team/week'
import { ChannelTable } from './ChannelTable'
import classes from './Settings.module.css'
import type { Field } from './settingsQueue'
import { useKnownSettings, useSettings } from './useSettings'
import { WeekDial } from './WeekDial'

type Changing = ReturnType<typeof useSettings>

/** When and how I want to be told. */
export function NotificationSettings({ me }: { me: Me }) {
  const { data, isError } = useKnownSettings()
  if (data) return <Known me={me} known={data} />
  return <Section title="How I am told"><Text c="var(--hub-quiet)" role={isError ? 'alert' : 'status'}>{isError ? 'Your settings could not be read. They hold as they are.' : 'Reading your settings'}</Text></Section>
}

function Known({ me, known }: { me: Me; known: Settings }) {
  const changing = useSettings(known)
  const { settings, problems, change } = changing
  const top = useRef<HTMLDivElement>(null)
  useEffect(() => { if (location.hash === '#told') top.current?.scrollIntoView() }, [])
  return (
    <div ref={top}>
      <Section title="What reaches me how" aside={<Saved of={['off']} changing={changing} />}>
        <Text c="var(--hub-quiet)" mb="sm">The page always tells you. None of the others says more than that something waits for you. What is urgent comes by push whatever is chosen here.</Text>
        <ChannelTable off={settings.off} change={off => change('off', off)} />
        <Problem>{problems.off}</Problem>
      </Section>
      <Section title="Quiet and working hours" aside={<Saved of={['quiet', 'work', 'zone']} changing={changing} />}>
        <Text c="var(--hub-quiet)" mb="md">What is urgent breaks through quiet hours and says so. What is important waits for their end, unless you are on duty. What is routine comes with your next working morning.</Text>
        <div className={classes.dials}>
          <div><h3>Quiet hours</h3><WeekDial label="Quiet hours" week={settings.quiet} usual={{ from: 22 * 60, to: 7 * 60 }} change={quiet => change('quiet', quiet)} /><Problem>{problems.quiet}</Problem></div>
          <div><h3>Working hours</h3><WeekDial label="Working hours" week={settings.work} usual={{ from: 8 * 60, to: 18 * 60 }} change={work => change('work', work)} /><Problem>{problems.work}</Problem></div>
        </div>
        <Zone zone={settings.zone} problem={problems.zone} change={change} />
      </Section>
      <Away me={me} changing={changing} />
    </div>
  )
}

/** Says beside the heading that what was changed beneath it is saved. */
function Saved({ of, changing }: { of: readonly Field[]; changing: Changing }) {
  return <Text role="status" size="sm" c="var(--hub-quiet)">{changing.saved && of.includes(changing.saved) && 'Saved.'}</Text>
}

function Problem({ children }: { children: ReactNode }) {
  return children ? <Text role="alert" size="sm" c="var(--hub-urgent)" mt={4}>{children}</Text> : null
}

function Zone({ zone, problem, change }: { zone: string; problem: string | undefined; change: Changing['change'] }) {
  const zones = useMemo(() => [...new Set([...Intl.supportedValuesOf('timeZone'), zone])].sort(), [zone])
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone
  return (
    <div className={classes.zone}>
      <NativeSelect label="Time zone" size="md" value={zone} data={zones} error={problem} onChange={e => change('zone', e.currentTarget.value)} />
      {here !== zone && zones.includes(here) && <Button variant="subtle" onClick={() => change('zone', here)}>Use {here.replace(/_/g, ' ')}, where this device is</Button>}
    </div>
  )
}

function Away({ me, changing }: { me: Me; changing: Changing }) {
  const { settings: { awayUntil, standIn }, problems, change } = changing
  const people = usePeople()
  const away = awayUntil && new Date(awayUntil) > now() ? awayUntil : null
  const others = people.list.filter(p => p.id !== me.id && (!p.disabled || p.id === standIn)).map(p => ({ value: p.id, label: p.name })).sort((a, b) => a.label.localeCompare(b.label))
  return (
    <Section title="Do not disturb" aside={<div className={classes.aside}><Saved of={['awayUntil', 'standIn']} changing={changing} />{away && <Button variant="default" onClick={() => change('awayUntil', null)}>Disturb me again</Button>}</div>}>
      {away && <Text mb="sm" fw={550}>Until <time dateTime={away} title={fullInstant(away)}>{atTime(away)}</time>{standIn && `; ${people.short(standIn)} is told instead`}.</Text>}
      <div className={classes.away}>
        <TextInput type="datetime-local" label="Until" value={away ? localInput(new Date(away)) : ''} error={problems.awayUntil} onChange={e => change('awayUntil', e.currentTarget.value ? toInstant(e.currentTarget.value) : null)} />
        <NativeSelect label="Stands in for me" size="md" value={standIn ?? ''} data={[{ value: '', label: 'Nobody' }, ...others]} error={problems.standIn} onChange={e => change('standIn', e.currentTarget.value || null)} />
      </div>
      <Text size="sm" c="var(--hub-quiet)" mt="xs">Your stand-in is told instead of you until then, and off duty of what cannot wait for your next working morning.</Text>
    </Section>
  )
}
