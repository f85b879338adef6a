import { Button, NativeSelect, Text, TextInput } from '@mantine/core'
import { useEffect, useMemo, useRef } from 'react'
import type { Me, NotificationSettings as Settings } from '../../api/types'
import { usePeople } from '../../app/hub'
import { Section } from '../../ui/Page'
import { atTime, fullInstant } from '../../ui/time'
import { localInput, toInstant } from '../team/week'
import { ChannelTable } from './ChannelTable'
import classes from './Settings.module.css'
import { useSettings } from './useSettings'
import { WeekDial } from './WeekDial'

type Change = (part: Partial<Settings>) => void

/** When and how I want to be told. */
export function NotificationSettings({ me }: { me: Me }) {
  const { settings, failed, said, change } = useSettings()
  const top = useRef<HTMLDivElement>(null)
  const ready = settings !== undefined
  useEffect(() => { if (ready && location.hash === '#told') top.current?.scrollIntoView() }, [ready])
  if (!settings) return <Section title="How I am told"><Text c="var(--hub-quiet)" role={failed ? 'alert' : 'status'}>{failed ? 'Your settings could not be read. They hold as they are.' : 'Reading your settings'}</Text></Section>
  return (
    <div ref={top}>
      <Section title="What reaches me how">
        <Text c="var(--hub-quiet)" mb="sm">The page always tells you. None of the others says more than that something waits for you. What is urgent comes by push whatever is chosen here.</Text>
        <ChannelTable off={settings.off} change={off => change({ off })} />
      </Section>
      <Section title="Quiet and working hours" aside={<Text role={said?.problem ? 'alert' : 'status'} size="sm" c={said?.problem ? 'var(--hub-urgent)' : 'var(--hub-quiet)'}>{said?.words}</Text>}>
        <Text c="var(--hub-quiet)" mb="md">What is urgent breaks through quiet hours and says so. What is important waits for their end, unless you are on duty. What is routine comes with your next working morning.</Text>
        <div className={classes.dials}>
          <div><h3>Quiet hours</h3><WeekDial label="Quiet hours" week={settings.quiet} usual={{ from: 22 * 60, to: 7 * 60 }} change={quiet => change({ quiet })} /></div>
          <div><h3>Working hours</h3><WeekDial label="Working hours" week={settings.work} usual={{ from: 8 * 60, to: 18 * 60 }} change={work => change({ work })} /></div>
        </div>
        <Zone zone={settings.zone} change={change} />
      </Section>
      <Away me={me} settings={settings} change={change} />
    </div>
  )
}

function Zone({ zone, change }: { zone: string; change: Change }) {
  const zones = useMemo(() => [...new Set([...Intl.supportedValuesOf('timeZone'), zone])].sort(), [zone])
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone
  return (
    <div className={classes.zone}>
      <NativeSelect label="Time zone" size="md" value={zone} data={zones} onChange={e => change({ zone: e.currentTarget.value })} />
      {here !== zone && zones.includes(here) && <Button variant="subtle" onClick={() => change({ zone: here })}>Use {here.replace(/_/g, ' ')}, where this device is</Button>}
    </div>
  )
}

function Away({ me, settings: { awayUntil, standIn }, change }: { me: Me; settings: Settings; change: Change }) {
  const people = usePeople()
  const away = awayUntil && new Date(awayUntil) > new Date() ? awayUntil : null
  const others = people.list.filter(p => p.id !== me.id && (!p.disabled || p.id === standIn)).map(p => ({ value: p.id, label: p.name })).sort((a, b) => a.label.localeCompare(b.label))
  return (
    <Section title="Do not disturb" aside={away && <Button variant="default" onClick={() => change({ awayUntil: null })}>Disturb me again</Button>}>
      {away && <Text mb="sm" fw={550}>Until <time dateTime={away} title={fullInstant(away)}>{atTime(away)}</time>{standIn && `; ${people.short(standIn)} is told instead`}.</Text>}
      <div className={classes.away}>
        <TextInput type="datetime-local" label="Until" value={away ? localInput(new Date(away)) : ''} onChange={e => change({ awayUntil: e.currentTarget.value ? toInstant(e.currentTarget.value) : null })} />
        <NativeSelect label="Stands in for me" size="md" value={standIn ?? ''} data={[{ value: '', label: 'Nobody' }, ...others]} onChange={e => change({ standIn: e.currentTarget.value || null })} />
      </div>
      <Text size="sm" c="var(--hub-quiet)" mt="xs">Your stand-in is told instead of you until then, and off duty of what cannot wait for your next working morning.</Text>
    </Section>
  )
}
