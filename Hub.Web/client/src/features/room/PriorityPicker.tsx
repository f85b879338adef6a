import { Button, Menu } from '@mantine/core'
import { IconAlertTriangle, IconExclamationCircle, IconFlag, IconMinus } from '@tabler/icons-react'
import type { Priority } from '../../api/types'
import { MenuButton } from '../../ui/MenuButton'
import classes from './Composer.module.css'

const icon = { size: 18, stroke: 1.7 }
const choices: { value: Priority; label: string; hint: string; icon: React.ReactNode }[] = [
  { value: 'routine', label: 'Routine', hint: 'Can wait for a quiet moment', icon: <IconMinus {...icon} aria-hidden /> },
  { value: 'important', label: 'Important', hint: 'Today', icon: <IconExclamationCircle {...icon} aria-hidden /> },
  { value: 'urgent', label: 'Urgent', hint: 'Now', icon: <IconAlertTriangle {...icon} aria-hidden /> },
]

export function PriorityPicker({ value, pick }: { value: Priority; pick: (p: Priority) => void }) {
  const chosen = choices.find(c => c.value === value)!
  return (
    <MenuButton
      position="top-start" width={250}
      button={
        // One element whatever is chosen, so that the focus stays on it.
        <Button
          className={classes.priority} data-priority={value} variant="subtle" color={value === 'routine' ? 'gray' : 'teal'} h={44} w={value === 'routine' ? 44 : undefined} px={value === 'routine' ? 0 : 'xs'}
          leftSection={value === 'routine' ? undefined : chosen.icon} aria-label={`Priority: ${value === 'routine' ? 'routine' : chosen.label}`}
        >
          {value === 'routine' ? <IconFlag size={20} stroke={1.7} aria-hidden /> : chosen.label}
        </Button>
      }
    >
      {() => choices.map(c => (
        <Menu.Item key={c.value} leftSection={c.icon} onClick={() => pick(c.value)} rightSection={<span className={classes.hint}>{c.hint}</span>}>{c.label}</Menu.Item>
      ))}
    </MenuButton>
  )
}
