import { Alert, Button, NativeSelect, NumberInput, Text, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useRef, useState, type FormEvent } from 'react'
import { useLocation } from 'wouter'
import { Refusal } from '../../api/http'
import { api } from '../../api/routes'
import type { Id, SeriesDetail } from '../../api/types'
import { useHub } from '../../app/hub'
import { commandId } from '../../sync/commandId'
import { now } from '../../sync/serverClock'
import { PeoplePicker } from '../../ui/PeoplePicker'
import { localDate } from '../../ui/time'
import { useTeams } from '../team/useTeams'
import { Preview } from './Preview'
import { RuleFields } from './RuleFields'
import classes from './Sessions.module.css'
import { dayOf, fromRule, later, toRule, type RuleForm } from './rule'
import { cityOf } from './when'

const ZONES = ['America/New_York', 'America/Chicago', 'America/Denver', 'America/Phoenix', 'America/Los_Angeles', 'America/Anchorage', 'Pacific/Honolulu']
const REMINDERS = [{ value: '1440 60 10', label: 'A day, an hour and ten minutes before' }, { value: '1440 10', label: 'A day and ten minutes before' }, { value: '60', label: 'An hour before' }, { value: '', label: 'None' }]
const lines = (text: string) => text.split('\n').map(l => l.trim()).filter(Boolean)

/** Plans a series, or plans one anew: what it is called, who is in it, when it meets; with the rule in words and the next twelve dates as one writes. */
export default function SeriesEditor({ id }: { id?: Id }) {
  const { data, isError } = useQuery({ queryKey: ['sessions', id, 'detail'], queryFn: () => api.oneSeries(id!), enabled: id !== undefined })
  if (id === undefined) return <Editor />
  if (data) return <Editor of={data} />
  return <div className={classes.scroll}><div className={classes.page}><Text role={isError ? 'alert' : 'status'} c="var(--hub-quiet)">{isError ? 'The series could not be read.' : 'Reading the series'}</Text></div></div>
}

function Editor({ of }: { of?: SeriesDetail }) {
  const hub = useHub()
  const [, go] = useLocation()
  const { data: teams } = useTeams()
  const tomorrow = later(localDate(now().toISOString()), { days: 1 })
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone
  const [title, setTitle] = useState(of?.title ?? '')
  const [participants, setParticipants] = useState<Id[]>(of?.participants.filter(p => p !== hub.me.id) ?? [])
  const [team, setTeam] = useState(of?.plan.team ?? '')
  const [zone, setZone] = useState(of?.plan.zone ?? here)
  const [day, setDay] = useState(of?.plan.start.slice(0, 10) ?? tomorrow)
  const [time, setTime] = useState(of?.plan.start.slice(11) ?? '09:00')
  const [minutes, setMinutes] = useState<number | string>(of?.plan.minutes ?? 45)
  const known = of ? fromRule(of.plan.rrule) : null
  const [form, setForm] = useState<RuleForm>(known ?? { every: 2, unit: 'week', days: [dayOf(tomorrow)], by: 'day', ordinal: 1, date: 1, end: { kind: 'until', day: later(tomorrow, { years: 1 }) } })
  const [written, setWritten] = useState(of && !known ? of.plan.rrule : null)
  const [agenda, setAgenda] = useState((of?.plan.agenda ?? []).join('\n'))
  const [prompts, setPrompts] = useState((of?.plan.prompts ?? ['What went well since last time?', 'What should change?']).join('\n'))
  const [reminders, setReminders] = useState((of?.reminders ?? [1440, 60, 10]).join(' '))
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const key = useRef({ for: '', id: '' })

  const plan = {
    zone, start: `${day}T${time}`, minutes: Number(minutes), rrule: written ?? toRule(form), agenda: lines(agenda), prompts: lines(prompts),
    reminders: reminders === '' ? [] : reminders.split(' ').map(Number), ...(team && { team }),
  }
  const chooseTeam = (chosen: string) => {
    setTeam(chosen)
    const found = teams?.find(t => t.id === chosen)
    if (!found || of) return
    setParticipants(found.members.map(m => m.userId).filter(m => m !== hub.me.id))
    if (title === '') setTitle(`Feedback, ${found.name}`)
  }
  const save = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setProblem(null)
    try {
      if (of) {
        if (title.trim() !== of.title) await api.command(of.id, { type: 'renameRoom', title: title.trim(), id: commandId() })
        await api.command(of.id, { type: 'planSeries', plan, id: commandId() })
        go(`/sessions/${of.id}`)
        return
      }
      const asked = { title: title.trim(), participants, ...plan }
      const what = JSON.stringify(asked)
      if (key.current.for !== what) key.current = { for: what, id: commandId() }
      const made = await api.createSeries({ ...asked, id: key.current.id })
      await hub.rooms.refresh()
      go(`/sessions/${made.id}`)
    } catch (error) {
      setProblem(error instanceof Refusal ? error.detail : 'Not saved: Care Hub cannot be reached. What you wrote is still here.')
      setBusy(false)
    }
  }
  const zones = [...new Set([zone, here, ...ZONES])].map(z => ({ value: z, label: cityOf(z) }))
  const chosenReminders = REMINDERS.some(r => r.value === reminders) ? REMINDERS : [{ value: reminders, label: `${reminders.replaceAll(' ', ', ')} minutes before` }, ...REMINDERS]
  return (
    <div className={classes.scroll}>
      <form className={`${classes.page} ${classes.editor}`} onSubmit={e => void save(e)} aria-label={of ? 'Change the series' : 'New series'}>
        <h1>{of ? 'Change the series' : 'New series'}</h1>
        <div className={classes.fields}>
          {(teams?.length ?? 0) > 0 && (
            <NativeSelect size="md"
              label="Team" description="Its next lead has the series when its owner leaves." value={team} onChange={e => chooseTeam(e.currentTarget.value)}
              data={[{ value: '', label: 'None' }, ...teams!.map(t => ({ value: t.id, label: t.name }))]}
            />
          )}
          <TextInput label="Title" placeholder="Feedback, Ward 4" required maxLength={200} value={title} onChange={e => setTitle(e.currentTarget.value)} />
          <fieldset className={classes.when}>
            <legend>When</legend>
            <TextInput type="date" label="First on or after" required value={day} onChange={e => { const next = e.currentTarget.value; if (next && form.unit === 'week' && form.days.length === 1 && form.days[0] === dayOf(day)) setForm({ ...form, days: [dayOf(next)] }); setDay(next) }} />
            <TextInput type="time" label="At" required value={time} onChange={e => setTime(e.currentTarget.value)} />
            <NumberInput size="md" label="Minutes" min={5} max={480} step={15} required value={minutes} onChange={setMinutes} />
            <NativeSelect size="md" label="Time zone" value={zone} onChange={e => setZone(e.currentTarget.value)} data={zones} />
          </fieldset>
          {written === null
            ? <RuleFields form={form} start={day} change={setForm} />
            : <TextInput label="Rule" description="As RFC 5545 writes it; the form cannot say this one." value={written} onChange={e => setWritten(e.currentTarget.value)} />}
          <Textarea size="md" label="Asked of everybody beforehand" description="One question a line." autosize minRows={2} value={prompts} onChange={e => setPrompts(e.currentTarget.value)} />
          <Textarea size="md" label="Agenda of each session" description="One point a line." autosize minRows={2} value={agenda} onChange={e => setAgenda(e.currentTarget.value)} />
          <NativeSelect size="md" label="Reminders" value={reminders} onChange={e => setReminders(e.currentTarget.value)} data={chosenReminders} />
          {!of && <PeoplePicker label="Participants" titled without={[hub.me.id]} chosen={participants} pick={(u, on) => setParticipants(c => (on ? [...c, u] : c.filter(x => x !== u)))} />}
        </div>
        <aside className={classes.preview} aria-label="What this means">
          <Preview draft={{ zone: plan.zone, start: plan.start, minutes: plan.minutes, rrule: plan.rrule, participants, ...(of && { series: of.id }) }} />
          {problem && <Alert color="red" variant="light" role="alert">{problem}</Alert>}
          <div className={classes.acts}>
            <Button type="submit" loading={busy} disabled={title.trim() === ''}>{of ? 'Save the series' : 'Make the series'}</Button>
            <Button variant="subtle" color="gray" onClick={() => go(of ? `/sessions/${of.id}` : '/sessions')}>Cancel</Button>
          </div>
        </aside>
      </form>
    </div>
  )
}
