import { Button, NativeSelect, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useState, type FormEvent } from 'react'
import { Refusal } from '../../api/http'
import { api } from '../../api/routes'
import type { DigestTime, Id, Team } from '../../api/types'
import { usePeople } from '../../app/hub'
import { capital } from '../../ui/names'
import { Line, Lines, Section } from '../../ui/Page'
import { PersonAvatar } from '../../ui/PersonAvatar'
import classes from './Thanks.module.css'

const GiveThanks = lazy(() => import('./GiveThanks'))
const days: DigestTime['day'][] = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

/** What only a lead of the team sees and does. */
export function LeadTab({ team }: { team: Team }) {
  const people = usePeople()
  const { data, isError } = useQuery({ queryKey: ['unthanked', team.id], queryFn: () => api.unthanked(team.id) })
  const [giving, setGiving] = useState<{ to?: Id; award: boolean } | null>(null)
  const quiet = [...(data ?? [])].sort((a, b) => people.full(a).localeCompare(people.full(b)))
  return (
    <>
      <Section title="No thanks for 60 days">
        <Text size="sm" c="var(--hub-quiet)" mb="xs">Only leads of the team see this. It says nothing about anybody's work: perhaps nobody looked.</Text>
        {isError && !data && <Text role="alert" c="var(--hub-urgent)">The list could not be read.</Text>}
        {data && quiet.length === 0 && <Text>Everybody was thanked by somebody.</Text>}
        <Lines>
          {quiet.map(id => (
            <Line key={id} act={<Button variant="default" aria-label={`Thank ${people.full(id)}`} onClick={() => setGiving({ to: id, award: false })}>Thank</Button>}>
              <div className={classes.person}><PersonAvatar name={people.full(id)} discipline={people.get(id)?.discipline} /><div><Text fw={500}>{people.full(id)}</Text><Text size="sm" c="var(--hub-quiet)">{capital(people.get(id)?.discipline ?? '')}</Text></div></div>
            </Line>
          ))}
        </Lines>
      </Section>
      <Section title="Awards" aside={<Button variant="default" onClick={() => setGiving({ award: true })}>Give an award</Button>}>
        <Text size="sm" c="var(--hub-quiet)">A formal award has a name and stands on the wall with your name and the day.</Text>
      </Section>
      <DigestHour team={team} />
      {giving && <Suspense fallback={null}><GiveThanks team={team} {...(giving.to ? { to: giving.to } : {})} award={giving.award} close={() => setGiving(null)} /></Suspense>}
    </>
  )
}

function DigestHour({ team }: { team: Team }) {
  const cache = useQueryClient()
  const [said, setSaid] = useState<{ text: string; wrong: boolean } | null>(null)
  const zones = Intl.supportedValuesOf('timeZone')
  const save = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    try {
      await api.setDigest(team.id, { zone: String(form.get('zone')), day: String(form.get('day')) as DigestTime['day'], hour: Number(form.get('hour')) })
      setSaid({ text: 'Saved. It holds from the next digest on.', wrong: false })
    } catch (error) {
      setSaid({ text: error instanceof Refusal ? error.detail : 'Not saved: Care Hub cannot be reached. Try again in a moment.', wrong: true })
    }
    await cache.invalidateQueries({ queryKey: ['teams'] })
  }
  return (
    <Section title="The digest of the week">
      <form className={classes.hour} onSubmit={e => void save(e)}>
        <NativeSelect size="md" name="day" label="Day" defaultValue={team.digest.day} data={days.map(d => ({ value: d, label: capital(d) }))} />
        <NativeSelect size="md" name="hour" label="Hour" defaultValue={String(team.digest.hour)} data={Array.from({ length: 24 }, (_, h) => ({ value: String(h), label: `${String(h).padStart(2, '0')}:00` }))} />
        <NativeSelect size="md" name="zone" label="Time zone of the team" defaultValue={team.digest.zone} data={zones.includes(team.digest.zone) ? zones : [team.digest.zone, ...zones]} />
        <Button type="submit" variant="default">Save</Button>
      </form>
      {said && <Text role={said.wrong ? 'alert' : 'status'} size="sm" mt="xs" c={said.wrong ? 'var(--hub-urgent)' : 'var(--hub-quiet)'}>{said.text}</Text>}
    </Section>
  )
}
