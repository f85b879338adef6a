import { Text } from '@mantine/core'

/** In place of sessions that could not be read: an empty list would say that there are none. */
export function Unread({ one = false }: { one?: boolean }) {
  return (
    <Text role="alert" c="var(--hub-urgent)" my="md">
      {one ? 'This could not be read. It will be shown when the connection is back.' : 'Your sessions could not be read. They will be shown when the connection is back.'}
    </Text>
  )
}
