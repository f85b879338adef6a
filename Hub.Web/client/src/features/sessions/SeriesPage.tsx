import { Alert, Button, Menu, Popover, Text } from '@mantine/core'
import { IconDots, IconMessages, IconPencil, IconUserPlus } from '@tabler/icons-react'
import { Link, useLocation } from 'wouter'
import { api } from '../../api/routes'
import type { Id, Occurrence, SeriesDetail } from '../../api/types'
import { usePeople } from '../../app/hub'
import type { Act } from '../../app/useAct'
import { capital, sentence } from '../../ui/names'
import { Line, Lines, Section } from '../../ui/Page'
import { PeoplePicker } from '../../ui/PeoplePicker'
import { MoveForm } from './MoveForm'
import classes from './Sessions.module.css'
import { Absent } from './Absent'
import { useOfSeries } from './useSeries'
import { atWords, fullWords, homeWords, localWords, sessionPath, stateWords, whenWords } from './when'

/** One series: its rule in words, the next dates to move or skip, what was, what is still promised. */
export default function SeriesPage({ id }: { id: Id }) {
  const people = usePeople()
  const { data: series, absent, problem, act, clearProblem } = useOfSeries(id, ['detail'], () => api.oneSeries(id))
  if (!series) return <Absent why={absent} missing="There is no such series, or you are not in it." reading="Reading the series" />
  return (
    <div className={classes.scroll}>
      <div className={classes.page}>
        <Link to="/sessions" className={classes.back!}>Sessions</Link>
        <header className={classes.head}>
          <h1>{series.title}</h1>
          <div className={classes.acts}>
            <Button variant="default" component={Link} to={`/rooms/${id}`} leftSection={<IconMessages size={18} stroke={1.7} aria-hidden />}>Talk</Button>
            {series.mine && <OwnerMenu series={series} act={act} />}
          </div>
        </header>
        <p className={classes.sentence}>{capital(series.sentence)}{series.ended && ' (ended)'}</p>
        <Text size="sm" c="var(--hub-quiet)" mb="md">{series.plan.minutes} minutes · {series.owner ? `${people.full(series.owner)} sees to it` : 'Nobody sees to it at the moment'} · {sentence(series.participants.map(people.short), 8)}</Text>
        {problem && <Alert color="red" variant="light" role="alert" withCloseButton closeButtonLabel="Close" onClose={clearProblem} mt="sm">{problem}</Alert>}
        <Section title={series.coming.length === 0 ? 'No more dates' : 'Next'}>
          <Lines>{series.coming.map(o => <Line key={o.occurrence} act={series.mine && !series.ended && <DateActs o={o} act={act} />}><DateLink series={series} o={o} /></Line>)}</Lines>
        </Section>
        {series.skipped.length > 0 && (
          <Section title="Skipped">
            <Lines>
              {series.skipped.map(d => (
                <Line key={d.at} act={series.mine && !series.ended && <Button variant="default" size="sm" onClick={() => void act({ type: 'moveOccurrence', occurrence: d.at, to: d.local })}>Bring back</Button>}>{localWords(d.local)}</Line>
              ))}
            </Lines>
          </Section>
        )}
        {series.open.length > 0 && (
          <Section title="Promised">
            <Lines>{series.open.map(c => <Line key={c.id}>{c.text}<Text size="sm" c="var(--hub-quiet)">{people.full(c.owner)}, until {new Date(c.dueAt).toLocaleDateString('en-GB', { day: 'numeric', month: 'long' })}</Text></Line>)}</Lines>
          </Section>
        )}
        {series.past.length > 0 && (
          <Section title="Before">
            <Lines>
              {series.past.map(o => (
                <Line key={o.occurrence} act={series.mine && !series.ended && o.state === 'missed' && o.proposed && (
                  <Button size="sm" onClick={() => void act({ type: 'moveOccurrence', occurrence: o.occurrence, to: o.proposed! })}>Make it good {localWords(o.proposed)}</Button>
                )}><DateLink series={series} o={o} /></Line>
              ))}
            </Lines>
          </Section>
        )}
      </div>
    </div>
  )
}

function DateLink({ series, o }: { series: SeriesDetail; o: Occurrence }) {
  const notes = [homeWords(o, series.plan.zone), stateWords[o.state], o.moved && 'moved'].filter(Boolean).join(', ')
  return (
    <Link to={sessionPath(series.id, o)} className={classes.date!} data-state={o.state}>
      <time dateTime={o.at} title={fullWords(o, series.plan.zone)}>{whenWords(o)}</time>{notes && <small>{capital(notes)}</small>}
    </Link>
  )
}

function DateActs({ o, act }: { o: Occurrence; act: Act }) {
  if (o.state !== 'coming') return null
  return (
    <span className={classes.acts}>
      <MoveForm o={o} act={act} />
      <Button variant="subtle" color="gray" size="sm" aria-label={`Skip ${atWords(o)}`} onClick={() => void act({ type: 'skipOccurrence', occurrence: o.occurrence })}>Skip</Button>
    </span>
  )
}

function OwnerMenu({ series, act }: { series: SeriesDetail; act: Act }) {
  const people = usePeople()
  const [, go] = useLocation()
  return (
    <>
      <Popover position="bottom-end" width={320} trapFocus returnFocus>
        <Popover.Target><Button variant="default" leftSection={<IconUserPlus size={18} stroke={1.7} aria-hidden />}>Add</Button></Popover.Target>
        <Popover.Dropdown><PeoplePicker label={`Add to ${series.title}`} chosen={[]} without={series.participants} pick={userId => void act({ type: 'addMember', userId })} /></Popover.Dropdown>
      </Popover>
      <Button variant="default" leftSection={<IconPencil size={18} stroke={1.7} aria-hidden />} onClick={() => go(`/sessions/${series.id}/edit`)}>Change</Button>
      <Menu position="bottom-end" width={260}>
        <Menu.Target><Button variant="default" px="sm" aria-label="More about the series"><IconDots size={18} stroke={1.7} aria-hidden /></Button></Menu.Target>
        <Menu.Dropdown>
          {series.participants.filter(p => p !== series.owner).map(p => <Menu.Item key={p} onClick={() => void act({ type: 'passSeries', to: p })}>Pass it to {people.full(p)}</Menu.Item>)}
          {!series.ended && <Menu.Item color="red" onClick={() => void act({ type: 'endSeries' })}>End the series</Menu.Item>}
        </Menu.Dropdown>
      </Menu>
    </>
  )
}
