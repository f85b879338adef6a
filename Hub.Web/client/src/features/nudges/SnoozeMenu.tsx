import { Button, Menu } from '@mantine/core'
import { IconAlarmSnooze } from '@tabler/icons-react'
import type { Priority } from '../../api/types'

const HOUR = 60
const DAY = 24 * HOUR
const choices: Record<Priority, readonly [words: string, minutes: number][]> = {
  urgent: [['In 5 minutes', 5], ['In 10 minutes', 10]],
  important: [['In 30 minutes', 30], ['In 1 hour', HOUR], ['In 4 hours', 4 * HOUR]],
  routine: [['In 4 hours', 4 * HOUR], ['In a day', DAY], ['In 3 days', 3 * DAY]],
}

/** Being reminded later: how long depends on how urgent it is. */
export function SnoozeMenu({ priority, height, pick }: { priority: Priority; height: number; pick: (minutes: number) => void }) {
  return (
    <Menu position="bottom-end" width={180}>
      <Menu.Target><Button size="compact-md" h={height} variant="subtle" color="gray" leftSection={<IconAlarmSnooze size={16} aria-hidden />}>Later</Button></Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Remind me</Menu.Label>
        {choices[priority].map(([words, minutes]) => <Menu.Item key={minutes} onClick={() => pick(minutes)}>{words}</Menu.Item>)}
      </Menu.Dropdown>
    </Menu>
  )
}
