import { Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'

/** A page or list with nothing in it, in one quiet sentence. */
export function Empty({ title, text, children }: { title: string; text?: string; children?: ReactNode }) {
  return (
    <Stack align="center" justify="center" h="100%" gap={4} p="xl">
      <Text fw={600}>{title}</Text>
      {text && <Text c="var(--hub-quiet)" ta="center" maw={380}>{text}</Text>}
      {children}
    </Stack>
  )
}
