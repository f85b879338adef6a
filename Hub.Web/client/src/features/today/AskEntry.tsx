import { Button } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { Link } from 'wouter'
import type { AskItem } from '../../api/types'
import { roomName, useHub, usePeople, type People } from '../../app/hub'
import { commandId } from '../../sync/commandId'
import { sentence } from '../../ui/names'
import { atTime, dueWords, fullInstant } from '../../ui/time'
import classes from './Today.module.css'

const wanted: Record<AskItem['kind'], string> = {
  acknowledge: 'to acknowledge', reply: 'to answer', clarify: 'to make clear', readBack: 'to read back', confirm: 'to confirm the read-back', handoff: 'to take over', action: 'to do',
}

/** One open ask: what, from whom or for whom, since when, due when; what takes no words is answered in place. */
export function AskEntry({ ask, mine, done }: { ask: AskItem; mine: boolean; done: () => void }) {
  const hub = useHub()
  const people = usePeople()
  const due = ask.dueAt ? dueWords(ask.dueAt) : null
  const acknowledge = () => void hub.post(ask.room, { type: 'acknowledge', seq: ask.seq, id: commandId() }).then(done)
  return (
    <li className={classes.ask} data-priority={ask.priority}>
      <Link to={`/rooms/${ask.room}/${ask.seq}`} className={classes.link!}>
        <span className={classes.top}>
          <b>{mine ? `${people.short(ask.author)}: ${wanted[ask.kind]}` : `${sentence([...ask.open.map(u => people.short(u)), ...ask.unheld.map(r => `${r} (nobody is on duty)`)])} ${wanted[ask.kind]}`}</b>
          {ask.priority !== 'routine' && <span className={classes.priority}>{ask.priority === 'urgent' ? 'Urgent' : 'Important'}</span>}
        </span>
        <span className={classes.text}>{ask.text ?? 'A message that is gone'}</span>
        <span className={classes.sub}>
          {roomOf(ask, hub.me.id, people)} · since <time dateTime={ask.since} title={fullInstant(ask.since)}>{atTime(ask.since)}</time>
          {due && <> · <time className={due.late ? classes.late : undefined} dateTime={ask.dueAt!} title={fullInstant(ask.dueAt!)}>{due.words}</time></>}
        </span>
      </Link>
      {mine && ask.kind === 'acknowledge' && <Button h={44} variant="default" leftSection={<IconCheck size={16} aria-hidden />} onClick={acknowledge}>Acknowledge</Button>}
    </li>
  )
}

function roomOf(ask: AskItem, me: string, people: People): string {
  return roomName({ title: ask.title, members: ask.members }, me, people)
}
