import { Button, SegmentedControl, Text } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { Link } from 'wouter'
import { useHub, usePeople } from '../../app/hub'
import { Empty } from '../../ui/Empty'
import { capital, count } from '../../ui/names'
import { Line, Lines, Section } from '../../ui/Page'
import { useAllIn } from '../../ui/useAllIn'
import { Agenda } from './Agenda'
import { CalendarAddress } from './CalendarAddress'
import { Month } from './Month'
import classes from './Sessions.module.css'
import { Unread } from './Unread'
import { useSeriesList } from './useSeries'
import { atWords } from './when'

/** My feedback sessions: what comes next, the month, the series they belong to. */
export default function SessionsPage() {
  const { me } = useHub()
  const people = usePeople()
  const wide = useMediaQuery('(min-width: 900px)', innerWidth >= 900, { getInitialValueInEffect: false })
  const [chosen, setChosen] = useState<'agenda' | 'month' | null>(null)
  const { data: series, unread } = useSeriesList()
  // All of it is asked for at once and shown at once: the dates that came into the month would push down the series below it.
  const drawn = useAllIn(series !== undefined || unread)
  const shown = chosen ?? (wide ? 'month' : 'agenda')
  return (
    <div className={classes.scroll}>
      <div className={classes.page}>
        <header className={classes.head}>
          <h1>Sessions</h1>
          <Button component={Link} to="/sessions/new" leftSection={<IconPlus size={18} stroke={1.8} aria-hidden />}>New series</Button>
        </header>
        {unread && <Unread />}
        {!drawn && !unread && <Text c="var(--hub-quiet)" role="status">Reading your sessions</Text>}
        <div hidden={!drawn}>
          {series?.length === 0 && (
            <Empty title="No feedback sessions yet" text="A series meets by a rule: every second Tuesday at 09:00, say. You see the dates of a year before you make it." />
          )}
          {!unread && series?.length !== 0 && (
            <>
              <SegmentedControl
                size="sm" aria-label="What to show" value={shown} onChange={v => setChosen(v as 'agenda' | 'month')}
                data={[{ value: 'agenda', label: 'Agenda' }, { value: 'month', label: 'Month' }]}
              />
              {shown === 'month' ? <Month /> : <Agenda />}
              <Section title="Series">
                <Lines>
                  {series?.map(s => (
                    <Line key={s.id}>
                      <Link to={`/sessions/${s.id}`} className={classes.series!}>
                        <b>{s.title}</b>
                        <span>{capital(s.sentence)}</span>
                        <small>
                          {[count(s.participants.length, 'participant'), s.owner === me.id ? 'yours' : s.owner ? people.full(s.owner) : 'nobody sees to it',
                            s.ended ? 'ended' : s.next ? `next ${atWords(s.next)}` : 'no more dates'].join(' · ')}
                        </small>
                      </Link>
                    </Line>
                  ))}
                </Lines>
              </Section>
            </>
          )}
          <CalendarAddress />
        </div>
      </div>
    </div>
  )
}
