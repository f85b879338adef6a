import { useRooms } from '../../app/hub'
import { Empty } from '../../ui/Empty'
import { Page, Section } from '../../ui/Page'
import { RoomLines } from './RoomLines'
import { TamperedRooms } from './TamperedRooms'

/** What needs me now, before I have chosen a room. */
export function WaitingForMe() {
  const { rooms, tampered, loaded } = useRooms()
  const waiting = rooms.filter(r => r.waiting > 0)
  if (!loaded) return null
  if (waiting.length + tampered.length === 0) return <Empty page title="Nothing waits for you." text="Choose a room, or press Ctrl K to go to a room or a person." />
  return (
    <Page title="Waiting for me">
      {waiting.length > 0 && (
        <Section title={waiting.length === 1 ? 'One room' : `${waiting.length} rooms`}>
          <RoomLines rooms={waiting} />
        </Section>
      )}
      <TamperedRooms rooms={tampered} />
    </Page>
  )
}
