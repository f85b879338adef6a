import { useStore } from 'zustand'
import { usePeople } from '../../app/hub'
import type { LiveRoom } from '../../sync/liveRoom'
import { sentence } from '../../ui/names'
import classes from './Room.module.css'

/** Always as high as a line, so that nothing moves when somebody starts to write. */
export function TypingLine({ room }: { room: LiveRoom }) {
  const typing = useStore(room.view, v => v.typing)
  const people = usePeople()
  const names = typing.map(people.short)
  return <p className={classes.typing}>{names.length > 0 && `${sentence(names)} ${names.length === 1 ? 'is' : 'are'} writing…`}</p>
}
