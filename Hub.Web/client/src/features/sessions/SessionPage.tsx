import { Alert, Button, Text } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { Link } from 'wouter'
import { api } from '../../api/routes'
import type { Id, SessionDetail } from '../../api/types'
import { useHub, usePeople } from '../../app/hub'
import type { Act } from '../../app/useAct'
import { now } from '../../sync/serverClock'
import { sentence } from '../../ui/names'
import { Columns } from './Columns'
import { FollowUps } from './FollowUps'
import { Prompts } from './Prompts'
import classes from './Sessions.module.css'
import { Absent } from './Absent'
import { useOfSeries } from './useSeries'
import { fullWords, homeWords, localWords, stateWords, whenWords } from './when'

/** One session: what was promised last time, what everybody answered beforehand, and what is written down: what went well, what to change, who commits to what. */
export default function SessionPage({ id, at }: { id: Id; at: string }) {
  const { data: page, absent, problem, act, clearProblem } = useOfSeries(id, ['page', at], () => api.sessionPage(id, at))
  if (!page) return <Absent why={absent} missing="The series has no session then, or you are not in it." reading="Reading the session" />
  return (
    <div className={classes.scroll}>
      <div className={`${classes.page} ${classes.wide}`}>
        <Link to={`/sessions/${id}`} className={classes.back!}>{page.title}</Link>
        <Top page={page} act={act} />
        {problem && <Alert color="red" variant="light" role="alert" withCloseButton closeButtonLabel="Close" onClose={clearProblem} mt="sm">{problem}</Alert>}
        {page.over && <Text role="note" c="var(--hub-quiet)" my="md">What was written in this session was removed after its time.</Text>}
        {page.earlier.length > 0 && <FollowUps promised={page.earlier} mine={page.mine} act={act} />}
        {page.prompts.length > 0 && !page.over && <Prompts page={page} act={act} />}
        {page.agenda.length > 0 && <section className={classes.part}><h2>Agenda</h2><ol className={classes.points}>{page.agenda.map((point, i) => <li key={i}>{point}</li>)}</ol></section>}
        {!page.over && <Columns page={page} act={act} />}
      </div>
    </div>
  )
}

function Top({ page, act }: { page: SessionDetail; act: Act }) {
  const { me } = useHub()
  const people = usePeople()
  const o = page.occurrence
  const here = page.attended.includes(me.id)
  const soon = new Date(o.at).getTime() - now().getTime() < 15 * 60_000
  return (
    <header className={classes.head}>
      <div>
        <h1><time dateTime={o.at} title={fullWords(o, page.zone)}>{whenWords(o)}</time></h1>
        <Text size="sm" c="var(--hub-quiet)">
          {[homeWords(o, page.zone), `${page.minutes} minutes`, o.moved && 'moved', stateWords[o.state], page.attended.length > 0 && `${sentence(page.attended.map(people.short), 6)} ${page.attended.length === 1 ? 'was' : 'were'} there`].filter(Boolean).join(' · ')}
        </Text>
      </div>
      <div className={classes.acts}>
        {page.mine && o.state === 'missed' && o.proposed && <Button onClick={() => void act({ type: 'moveOccurrence', occurrence: o.occurrence, to: o.proposed! })}>Make it good {localWords(o.proposed)}</Button>}
        {here
          ? <Text c="var(--hub-done)" fw={550} className={classes.here!}><IconCheck size={18} stroke={2} aria-hidden /> You were there</Text>
          : soon && !page.over && <Button variant={o.state === 'now' ? 'filled' : 'default'} onClick={() => void act({ type: 'attendSession', occurrence: o.occurrence })}>{o.state === 'now' || o.state === 'coming' ? 'I am here' : 'I was there'}</Button>}
      </div>
    </header>
  )
}
