import { Text } from '@mantine/core'

/** Stands where sessions would, and is not none of them. */
export function Unread() {
  return <Text role="alert" c="var(--hub-urgent)" mt="md">Your sessions could not be read. They will be shown when the connection is back.</Text>
}
