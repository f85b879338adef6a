import { roomName, useHub, usePeople, useRooms } from '../../app/hub'
import { Empty } from '../../ui/Empty'
import { Lines, Page, Section } from '../../ui/Page'
import { RoomRow } from './RoomRow'

/** What needs me now, before I have chosen a room. */
export function WaitingForMe() {
  const { me } = useHub()
  const people = usePeople()
  const { rooms, loaded } = useRooms()
  const waiting = rooms.filter(r => r.waiting > 0)
  if (!loaded) return null
  if (waiting.length === 0) return <Empty page title="Nothing waits for you." text="Choose a room, or press Ctrl K to go to a room or a person." />
  return (
    <Page title="Waiting for me">
      <Section title={waiting.length === 1 ? 'One room' : `${waiting.length} rooms`}>
        <Lines>{waiting.map(room => <li key={room.id}><RoomRow room={room} name={roomName(room, me.id, people)} chosen={false} /></li>)}</Lines>
      </Section>
    </Page>
  )
}
