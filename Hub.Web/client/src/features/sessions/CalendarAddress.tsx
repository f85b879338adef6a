import { Button, CopyButton, Group, Text, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/routes'
import { Section } from '../../ui/Page'
import { atTime, fullInstant } from '../../ui/time'

/** A secret address at which one's own calendar program reads the dates. It is shown once, and a new one ends the one before. */
export function CalendarAddress() {
  const client = useQueryClient()
  const { data } = useQuery({ queryKey: ['calendar'], queryFn: api.calendarState })
  const [made, setMade] = useState<string | null>(null)
  const [problem, setProblem] = useState(false)
  const doing = async (work: () => Promise<string | null>) => {
    setProblem(false)
    try {
      setMade(await work())
      await client.invalidateQueries({ queryKey: ['calendar'] })
    } catch {
      setProblem(true)
    }
  }
  const make = () => void doing(async () => location.origin + (await api.makeCalendar()).path)
  return (
    <Section title="In your own calendar">
      <Text size="sm" c="var(--hub-quiet)" mb="sm">
        {data?.since
          ? <>Your calendar program reads your sessions since <time dateTime={data.since} title={fullInstant(data.since)}>{atTime(data.since)}</time>. It sees times and “Feedback session”, nothing else.</>
          : 'Your calendar program can read when you have sessions: times and “Feedback session”, nothing else.'}
      </Text>
      {problem && <Text role="alert" size="sm" c="var(--hub-urgent)" mb="sm">Not done: Care Hub cannot be reached. Try again in a moment.</Text>}
      {made && (
        <Group align="end" gap="sm" mb="sm">
          <TextInput label="Address, shown this once" description="Whoever has it can read the times." readOnly value={made} style={{ flex: 1, minWidth: 220 }} onFocus={e => e.currentTarget.select()} />
          <CopyButton value={made}>{({ copied, copy }) => <Button variant="default" onClick={copy}>{copied ? 'Copied' : 'Copy'}</Button>}</CopyButton>
        </Group>
      )}
      <Group gap="sm">
        <Button variant="default" onClick={make}>{data?.since ? 'Make a new address' : 'Make an address'}</Button>
        {data?.since && <Button variant="subtle" color="gray" onClick={() => void doing(async () => { await api.revokeCalendar(); return null })}>End it</Button>}
      </Group>
    </Section>
  )
}
