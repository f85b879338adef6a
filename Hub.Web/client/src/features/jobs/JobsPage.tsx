import { Anchor, Button, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'wouter'
import { Refusal } from '../../api/http'
import { api } from '../../api/routes'
import type { Job, Me } from '../../api/types'
import { now } from '../../sync/serverClock'
import { Page, Section } from '../../ui/Page'
import { OutboxSection } from '../admin/OutboxSection'
import { atTime, fullInstant } from '../../ui/time'
import { ClockPanel } from './ClockPanel'
import classes from './Jobs.module.css'
import { RunsPlot } from './RunsPlot'
import { jobName, outcome, until } from './words'

const LOOK_AGAIN_MS = 5000

/** What runs by the clock: how it went, when it runs next, and again now. For administrators. */
export default function JobsPage({ me }: { me: Me }) {
  const cache = useQueryClient()
  const { data: jobs, isError } = useQuery({ queryKey: ['jobs'], queryFn: api.jobs, refetchInterval: LOOK_AGAIN_MS })
  // Jobs are begun by the real clock, from which that of work may be set ahead in Development.
  const { data: clock } = useQuery({ queryKey: ['clock'], queryFn: api.clock, enabled: me.development })
  const real = new Date(now().getTime() - 1000 * (clock?.aheadSeconds ?? 0))
  const [problem, setProblem] = useState<string | null>(null)
  const run = async (job: Job) => {
    setProblem(null)
    try {
      await api.runJob(job.name)
    } catch (error) {
      setProblem(error instanceof Refusal ? `${jobName(job.name)}: ${error.detail}` : 'Not started: Care Hub cannot be reached.')
    }
    await cache.invalidateQueries({ queryKey: ['jobs'] })
  }
  // What failed is what one comes here for.
  const sorted = [...(jobs ?? [])].sort((a, b) => Number(b.lastOutcome === 'failed') - Number(a.lastOutcome === 'failed'))

  return (
    <Page title="Jobs">
      <Text size="sm" mb="sm"><Anchor component={Link} display="inline-block" py={12} href="/admin">Admin</Anchor></Text>
      {(problem ?? (isError && !jobs)) && <Text role="alert" c="var(--hub-urgent)" mb="sm">{problem ?? 'The jobs could not be read. The page tries again.'}</Text>}
      <Section title="By the clock">
        {sorted.map(job => <OneJob key={job.name} job={job} now={real} run={() => void run(job)} />)}
      </Section>
      <OutboxSection />
      {me.development && <ClockPanel />}
    </Page>
  )
}

function OneJob({ job, now, run }: { job: Job; now: Date; run: () => void }) {
  const failed = job.lastOutcome === 'failed' && !job.running
  return (
    <article className={classes.job} aria-label={jobName(job.name)}>
      <div className={classes.told}>
        <h3>{jobName(job.name)}</h3>
        <p>{job.does}</p>
        <p className={failed ? classes.failed : undefined}>
          {job.lastRun && <><time dateTime={job.lastRun} title={fullInstant(job.lastRun)}>{atTime(job.lastRun, now)}</time>{' '}</>}{outcome(job)}
        </p>
        <p>{job.cadence}, next <time dateTime={job.nextRun} title={fullInstant(job.nextRun)}>{until(job.nextRun, now)}</time></p>
      </div>
      <RunsPlot runs={job.recent} />
      <Button variant="default" size="sm" px="xs" aria-label={`Run now: ${jobName(job.name)}`} disabled={job.running} onClick={run}>Run now</Button>
    </article>
  )
}
