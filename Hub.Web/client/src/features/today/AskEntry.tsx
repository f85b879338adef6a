import { Button } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { Link } from 'wouter'
import { Refusal } from '../../api/http'
import { api } from '../../api/routes'
import type { AskItem } from '../../api/types'
import { roomName, useHub, usePeople, type People } from '../../app/hub'
import { commandId } from '../../sync/commandId'
import { sentence } from '../../ui/names'
import { atTime, dueWords, fullInstant } from '../../ui/time'
import { SnoozeMenu } from '../nudges/SnoozeMenu'
import classes from './Today.module.css'

const wanted: Record<AskItem['kind'], string> = {
  acknowledge: 'to acknowledge', reply: 'to answer', clarify: 'to make clear', readBack: 'to read back', confirm: 'to confirm the read-back', handoff: 'to take over', action: 'to do',
}

/** One open ask: what, from whom or for whom, since when, due when; what takes no words is answered in place. */
export function AskEntry({ ask, mine, done }: { ask: AskItem; mine: boolean; done: () => void }) {
  const hub = useHub()
  const people = usePeople()
  const [note, setNote] = useState<string | null>(null)
  const place = mine && !ask.open.includes(hub.me.id) ? sentence(ask.open.map(u => people.short(u))) : ''
  const due = ask.dueAt ? dueWords(ask.dueAt) : null
  const acknowledge = () => void hub.act(ask.room, { type: 'acknowledge', seq: ask.seq, id: commandId() }).then(isKept => { if (isKept) done() })
  const snooze = (minutes: number) => void api.command(ask.room, { type: 'snooze', seq: ask.seq, minutes, id: commandId() })
    .then(() => setNote(`You are reminded in ${minutes < 60 ? `${minutes} min` : minutes < 1440 ? `${minutes / 60} h` : `${minutes / 1440} d`}.`))
    .catch((error: unknown) => setNote(error instanceof Refusal ? error.detail : 'Not done: Care Hub cannot be reached.'))
  return (
    <li className={classes.ask} data-priority={ask.priority}>
      <Link to={`/rooms/${ask.room}/${ask.seq}`} className={classes.link!}>
        <span className={classes.top}>
          <b>{mine ? `${people.short(ask.author)}: ${wanted[ask.kind]}${place && ` for ${place}`}` : `${sentence([...ask.open.map(u => people.short(u)), ...ask.unheld.map(r => `${r} (nobody is on duty)`)])} ${wanted[ask.kind]}`}</b>
          {ask.priority !== 'routine' && <span className={classes.priority}>{ask.priority === 'urgent' ? 'Urgent' : 'Important'}</span>}
        </span>
        <span className={classes.text}>{ask.text ?? 'A message that is gone'}</span>
        <span className={classes.sub}>
          {roomOf(ask, hub.me.id, people)} · since <time dateTime={ask.since} title={fullInstant(ask.since)}>{atTime(ask.since)}</time>
          {due && <> · <time className={due.late ? classes.late : undefined} dateTime={ask.dueAt!} title={fullInstant(ask.dueAt!)}>{due.words}</time></>}
          {note && <span role="status"> · {note}</span>}
        </span>
      </Link>
      {mine && (
        <div className={classes.acts}>
          <SnoozeMenu priority={ask.priority} since={ask.since} dueAt={ask.dueAt} height={44} pick={snooze} />
          {ask.kind === 'acknowledge' && <Button h={44} variant="default" leftSection={<IconCheck size={16} aria-hidden />} onClick={acknowledge}>Acknowledge</Button>}
        </div>
      )}
    </li>
  )
}

function roomOf(ask: AskItem, me: string, people: People): string {
  return roomName({ title: ask.title, members: ask.members }, me, people)
}
