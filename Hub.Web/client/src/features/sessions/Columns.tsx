import { Button, NativeSelect, Text, Textarea, TextInput } from '@mantine/core'
import { useState, type FormEvent, type ReactNode } from 'react'
import type { SessionDetail } from '../../api/types'
import { useHub, usePeople } from '../../app/hub'
import { commandId } from '../../sync/commandId'
import { now } from '../../sync/serverClock'
import { dueWords, localDate } from '../../ui/time'
import classes from './Sessions.module.css'
import { later } from './rule'
import type { Act } from './useSeries'

/** What is written down in a session: what went well, what to change, who commits to what until when. */
export function Columns({ page, act }: { page: SessionDetail; act: Act }) {
  return (
    <div className={classes.columns}>
      <Notes title="What went well" kind="wentWell" page={page} act={act} />
      <Notes title="What to change" kind="change" page={page} act={act} />
      <Commitments page={page} act={act} />
    </div>
  )
}

function Column({ title, children }: { title: string; children: ReactNode }) {
  return <section className={classes.column} aria-label={title}><h2>{title}</h2>{children}</section>
}

function Notes({ title, kind, page, act }: { title: string; kind: 'wentWell' | 'change'; page: SessionDetail; act: Act }) {
  const { me } = useHub()
  const people = usePeople()
  const [text, setText] = useState('')
  const [changing, setChanging] = useState<string | null>(null)
  const notes = page.notes.filter(n => n.kind === kind)
  const add = async (event: FormEvent) => {
    event.preventDefault()
    if (!text.trim() || !await act({ type: 'noteSession', occurrence: page.occurrence.occurrence, noteId: changing ?? commandId(), kind, text: text.trim() })) return
    setText('')
    setChanging(null)
  }
  return (
    <Column title={title}>
      <ul>
        {notes.map(n => (
          <li key={`${n.id}/${n.by}`}>
            <p>{n.text}</p>
            <small>{people.short(n.by)}{n.by === me.id && <> · <button type="button" className={classes.again} onClick={() => { setChanging(n.id); setText(n.text) }} aria-label={`Change: ${n.text}`}>Change</button></>}</small>
          </li>
        ))}
        {notes.length === 0 && <li className={classes.none}>Nothing yet.</li>}
      </ul>
      <form className={classes.write} onSubmit={e => void add(e)}>
        <Textarea size="md" aria-label={title} placeholder="Write it down" autosize minRows={1} maxLength={2000} value={text} onChange={e => setText(e.currentTarget.value)} style={{ flex: 1 }} />
        <Button type="submit" variant="default" disabled={!text.trim()} aria-label={`Add to ${title.toLowerCase()}`}>{changing ? 'Save' : 'Add'}</Button>
      </form>
    </Column>
  )
}

function Commitments({ page, act }: { page: SessionDetail; act: Act }) {
  const { me } = useHub()
  const people = usePeople()
  const [text, setText] = useState('')
  const [owner, setOwner] = useState(me.id)
  const [due, setDue] = useState(() => later(localDate(now().toISOString()), { days: 14 }))
  const add = async (event: FormEvent) => {
    event.preventDefault()
    const at = new Date(`${due}T17:00`).toISOString()
    if (text.trim() && await act({ type: 'makeCommitment', occurrence: page.occurrence.occurrence, commitmentId: commandId(), text: text.trim(), ownerId: owner, dueAt: at })) setText('')
  }
  return (
    <Column title="Commitments">
      <ul>
        {page.commitments.map(c => (
          <li key={c.id}>
            <p>{c.text}</p>
            <small>{people.short(c.owner)} · {c.outcome ? (c.outcome.done ? 'done' : `not done: ${c.outcome.why ?? ''}`) : dueWords(c.dueAt).words}</small>
          </li>
        ))}
        {page.commitments.length === 0 && <li className={classes.none}>Nothing yet.</li>}
      </ul>
      <form className={classes.commit} onSubmit={e => void add(e)} aria-label="New commitment">
        <Textarea size="md" aria-label="Commitment" placeholder="What will be done" autosize minRows={1} maxLength={2000} value={text} onChange={e => setText(e.currentTarget.value)} />
        {text.trim() !== '' && (
          <>
            <NativeSelect size="md" label="Who" value={owner} onChange={e => setOwner(e.currentTarget.value)} data={page.participants.map(p => ({ value: p, label: p === me.id ? `${people.full(p)} (you)` : people.full(p) }))} />
            <TextInput type="date" label="Until" required value={due} onChange={e => setDue(e.currentTarget.value)} />
          </>
        )}
        <Button type="submit" variant="default" disabled={!text.trim()}>Commit</Button>
      </form>
      {page.commitments.length > 0 && <Text size="sm" c="var(--hub-quiet)" mt="xs">They stand on top of the next session.</Text>}
    </Column>
  )
}
