import type { RoomSummary } from '../../api/types'
import { roomName, useHub, usePeople } from '../../app/hub'
import { Lines } from '../../ui/Page'
import classes from './RoomList.module.css'
import { RoomRow } from './RoomRow'

/** Rooms as lines of a page. */
export function RoomLines({ rooms }: { rooms: readonly RoomSummary[] }) {
  const { me } = useHub()
  const people = usePeople()
  return <div className={classes.onPage}><Lines>{rooms.map(room => <li key={room.id}><RoomRow room={room} name={roomName(room, me.id, people)} chosen={false} /></li>)}</Lines></div>
}
