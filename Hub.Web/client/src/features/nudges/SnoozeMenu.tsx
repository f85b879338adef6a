import { Button, Menu } from '@mantine/core'
import { IconAlarmSnooze } from '@tabler/icons-react'
import type { Instant, Priority } from '../../api/types'
import { now } from '../../sync/serverClock'

const MINUTE_MS = 60_000
/** What is urgent waits until a quarter of an hour after it is due, and without a time it is due after five minutes (Hub.Core/Rooms/Asks/Snooze.cs). */
const URGENT_BEYOND_DUE = 15
const URGENT_DUE = 5
const HOUR = 60
const DAY = 24 * HOUR
const choices: Record<Priority, readonly [words: string, minutes: number][]> = {
  urgent: [['In 5 minutes', 5], ['In 10 minutes', 10]],
  important: [['In 30 minutes', 30], ['In 1 hour', HOUR], ['In 4 hours', 4 * HOUR]],
  routine: [['In 4 hours', 4 * HOUR], ['In a day', DAY], ['In 3 days', 3 * DAY]],
}

interface Props {
  priority: Priority
  /** When it was asked, and when it is due, if that was said. */
  since: Instant
  dueAt?: Instant | null | undefined
  height: number
  pick: (minutes: number) => void
}

/** Being reminded later: how long depends on how urgent it is. What cannot wait any longer has no such button. */
export function SnoozeMenu({ priority, since, dueAt, height, pick }: Props) {
  const offered = mayWait(priority, since, dueAt)
  if (offered.length === 0) return null
  return (
    <Menu position="bottom-end" width={180}>
      <Menu.Target><Button size="compact-md" h={height} variant="subtle" color="gray" leftSection={<IconAlarmSnooze size={16} aria-hidden />}>Later</Button></Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Remind me</Menu.Label>
        {offered.map(([words, minutes]) => <Menu.Item key={minutes} onClick={() => pick(minutes)}>{words}</Menu.Item>)}
      </Menu.Dropdown>
    </Menu>
  )
}

function mayWait(priority: Priority, since: Instant, dueAt: Instant | null | undefined): readonly [words: string, minutes: number][] {
  if (priority !== 'urgent') return choices[priority]
  const last = (dueAt ? new Date(dueAt).getTime() : new Date(since).getTime() + URGENT_DUE * MINUTE_MS) + URGENT_BEYOND_DUE * MINUTE_MS
  return choices.urgent.filter(([, minutes]) => now().getTime() + minutes * MINUTE_MS <= last)
}
