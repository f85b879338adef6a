import { Button, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Refusal } from '../../api/http'
import { api } from '../../api/routes'
import type { Id, NoticeChannel } from '../../api/types'
import { usePeople } from '../../app/hub'
import { count } from '../../ui/names'
import { Line, Lines, Section } from '../../ui/Page'
import { atTime, fullInstant } from '../../ui/time'

const names: Record<NoticeChannel, string> = { inApp: 'In the page', push: 'Notifications', email: 'E-mail', webhook: 'Calls' }

/** What waits to be sent to people, what does not go out at all, and what was given up. */
export function OutboxSection() {
  const cache = useQueryClient()
  const people = usePeople()
  const { data } = useQuery({ queryKey: ['outbox'], queryFn: api.outbox, refetchInterval: 10_000 })
  const [problem, setProblem] = useState<string | null>(null)
  if (!data) return null
  const retry = async (id: Id) => {
    setProblem(null)
    await api.retrySending(id).catch((error: unknown) => setProblem(error instanceof Refusal ? error.detail : 'Not tried: Care Hub cannot be reached.'))
    await cache.invalidateQueries({ queryKey: ['outbox'] })
  }
  const off = data.channels.filter(c => c.offBecause)
  return (
    <Section title="Sent to people">
      <Text>
        {data.depth === 0 ? 'Nothing waits to be sent now.' : `${count(data.depth, 'notice waits', 'notices wait')} to be sent`}
        {data.oldest && <>, the oldest since <time dateTime={data.oldest} title={fullInstant(data.oldest)}>{atTime(data.oldest)}</time>.</>}
        {data.later > 0 && ` ${count(data.later, 'is', 'are')} due later.`}
      </Text>
      {off.map(c => <Text key={c.channel} size="sm" c="var(--hub-quiet)">{names[c.channel]}: off, {c.offBecause}.</Text>)}
      {problem && <Text role="alert" size="sm" c="var(--hub-urgent)">{problem}</Text>}
      <Lines>
        {data.dead.map(d => (
          <Line key={d.id} act={<Button variant="default" onClick={() => void retry(d.id)}>Try again</Button>}>
            <Text fw={500}>{names[d.channel]} to {people.full(d.person)}</Text>
            <Text size="sm" c="var(--hub-quiet)">Given up after {count(d.attempts, 'try', 'tries')}: {d.error ?? 'no reason known'}. Due <time dateTime={d.dueAt} title={fullInstant(d.dueAt)}>{atTime(d.dueAt)}</time></Text>
          </Line>
        ))}
      </Lines>
    </Section>
  )
}
