import { Button, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Refusal } from '../../api/http'
import { api } from '../../api/routes'
import { useHub } from '../../app/hub'
import { Section } from '../../ui/Page'
import { fullInstant } from '../../ui/time'
import classes from './Jobs.module.css'
import { count } from '../../ui/names'

const HOUR = 3_600_000
const FRIDAY = 5

/** The next Friday 15:00 after an instant, in the reader's time zone. */
export function nextFriday(now: Date): Date {
  const friday = new Date(now.getFullYear(), now.getMonth(), now.getDate() + ((FRIDAY - now.getDay() + 7) % 7), 15)
  if (friday <= now) friday.setDate(friday.getDate() + 7)
  return friday
}

/** In Development: sets the clock of work ahead, so that what happens later can be shown now. */
export function ClockPanel() {
  const cache = useQueryClient()
  const hub = useHub()
  const { data: clock } = useQuery({ queryKey: ['clock'], queryFn: api.clock })
  const [going, setGoing] = useState(false)
  const [said, setSaid] = useState<string | null>(null)
  if (!clock) return null

  const now = new Date(clock.now)
  const go = async (to: Date) => {
    setGoing(true)
    setSaid(null)
    try {
      const done = await api.setClock(to.toISOString())
      const failed = done.ran.reduce((sum, job) => sum + job.failures, 0)
      setSaid(`Done: ${count(done.ran.reduce((sum, job) => sum + job.runs, 0), 'run', 'runs')} of ${count(done.ran.length, 'job', 'jobs')}${failed > 0 ? `, ${failed} failed` : ''}.`)
    } catch (error) {
      setSaid(error instanceof Refusal ? error.detail : 'Care Hub cannot be reached. The clock may stand anywhere between.')
    } finally {
      setGoing(false)
      await hub.clock.measure()
      await cache.invalidateQueries()
    }
  }
  return (
    <Section title="Clock of work (Development)">
      <Text size="sm" c="var(--hub-quiet)">It stands at <time dateTime={clock.now}>{fullInstant(clock.now)}</time>{clock.aheadSeconds > 1 ? ', set ahead' : ''}. What is due until then runs in order; it is never set back.</Text>
      <div className={classes.acts}>
        <Button variant="default" disabled={going} onClick={() => void go(new Date(now.getTime() + HOUR))}>+ 1 hour</Button>
        <Button variant="default" disabled={going} onClick={() => void go(new Date(now.getTime() + 24 * HOUR))}>+ 1 day</Button>
        <Button variant="default" disabled={going} onClick={() => void go(nextFriday(now))}>Next Friday 15:00</Button>
      </div>
      <Text size="sm" role="status" mt="xs">{going ? 'Time is passing.' : said}</Text>
    </Section>
  )
}
