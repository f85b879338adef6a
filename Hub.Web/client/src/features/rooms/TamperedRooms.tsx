import { Text } from '@mantine/core'
import type { RoomSummary } from '../../api/types'
import { Section } from '../../ui/Page'
import { RoomLines } from './RoomLines'

/** The rooms of mine that cannot be read, and what that means for the lists beside them; nothing when there are none. */
export function TamperedRooms({ rooms }: { rooms: readonly RoomSummary[] }) {
  if (rooms.length === 0) return null
  return (
    <Section title="Cannot be shown">
      <Text c="var(--hub-quiet)">The record of {rooms.length === 1 ? 'this room' : 'these rooms'} was changed outside Care Hub. What may wait for you there is in no list here. Tell your administrator.</Text>
      <RoomLines rooms={rooms} />
    </Section>
  )
}
