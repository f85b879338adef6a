import { Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'

/**
 * A page or list with nothing in it, in one quiet sentence.
 * @param page it is the whole page, and so has its heading
 */
export function Empty({ title, text, page, children }: { title: string; text?: string; page?: boolean; children?: ReactNode }) {
  return (
    <Stack align="center" justify="center" h="100%" gap={4} p="xl">
      <Text fw={600} fz="md" ta="center" {...(page ? { component: 'h1', m: 0 } : {})}>{title}</Text>
      {text && <Text c="var(--hub-quiet)" ta="center" maw={380}>{text}</Text>}
      {children}
    </Stack>
  )
}
