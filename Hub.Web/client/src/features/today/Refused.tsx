import { Link } from 'wouter'
import { useStore } from 'zustand'
import { roomName, useHub, usePeople, usePending } from '../../app/hub'
import { Line, Lines, Section } from '../../ui/Page'
import { Waiting } from '../talk/Waiting'
import classes from './Today.module.css'

/** What was refused for good, in whichever room, also one that is no longer mine: its author decides what becomes of it. */
export function Refused() {
  const { me, rooms } = useHub()
  const people = usePeople()
  const list = useStore(rooms.view, v => v.rooms)
  const refused = usePending().filter(p => p.refused)
  if (refused.length === 0) return null
  return (
    <Section title={`Not sent · ${refused.length}`}>
      <Lines>
        {refused.map(p => {
          const room = list.find(r => r.id === p.roomId)
          return (
            <Line key={p.id}>
              <Link to={`/rooms/${p.roomId}`} className={classes.line!}><b>{room ? roomName(room, me.id, people) : 'A room that you are not in'}</b></Link>
              <Waiting pending={p} />
            </Line>
          )
        })}
      </Lines>
    </Section>
  )
}
