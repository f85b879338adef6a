import { Alert, Button, Code, CopyButton, Group, Text } from '@mantine/core'
import type { IssuedLink } from '../../api/types'
import { atTime } from '../../ui/time'

/** A one-time link, shown this once. */
export function LinkOnce({ issued, name, close }: { issued: IssuedLink; name: string; close: () => void }) {
  return (
    <Alert color="teal" variant="light" title={`The link for ${name}`} mb="md">
      <Text size="sm" mb="xs">Give it to them yourself. It works once, until {atTime(issued.expiresAt)}, and is not shown again.</Text>
      <Code block mb="sm">{issued.link}</Code>
      <Group gap="sm">
        <CopyButton value={issued.link}>{({ copied, copy }) => <Button size="sm" onClick={copy}>{copied ? 'Copied' : 'Copy'}</Button>}</CopyButton>
        <Button size="sm" variant="subtle" color="gray" onClick={close}>Done</Button>
      </Group>
    </Alert>
  )
}
