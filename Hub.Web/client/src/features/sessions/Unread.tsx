import { Text } from '@mantine/core'

/** In place of sessions that could not be read: an empty list would say that there are none. */
export function Unread() {
  return <Text role="alert" c="var(--hub-urgent)" my="md">Your sessions could not be read. They will be shown when the connection is back.</Text>
}
