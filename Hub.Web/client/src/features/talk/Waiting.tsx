import { usePeople } from '../../app/hub'
import type { Pending } from '../../sync/outbox'
import { NotSent } from '../room/NotSent'
import { unsentText } from '../room/overlay'
import { MessageText } from './MessageText'
import classes from './Thread.module.css'

/** What I said and is not in the room yet, in a place where it has no line of its own. */
export function Waiting({ pending }: { pending: Pending }) {
  const people = usePeople()
  const text = unsentText(pending)
  return (
    <div className={classes.note}>
      {text && <MessageText message={text} people={people} />}
      <NotSent pending={pending} />
    </div>
  )
}
