import { Button, NativeSelect, Text, Textarea, TextInput } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type { SessionDetail } from '../../api/types'
import { useHub, usePeople } from '../../app/hub'
import type { Act } from '../../app/useAct'
import { useFields } from '../../app/useFields'
import { now } from '../../sync/serverClock'
import { NOTHING_TO_DO } from '../../ui/nothingToDo'
import { dueWords, localDate } from '../../ui/time'
import classes from './Sessions.module.css'
import { later } from './rule'

const placeOf = (page: SessionDetail, what: string) => `session:${page.series}:${page.occurrence.occurrence}:${what}`

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
  // What is changed is kept beside what is begun anew.
  const [changed, setChanging] = useState<string | null>(null)
  const changing = page.notes.find(n => n.id === changed && n.by === me.id) ?? null
  const form = useFields(placeOf(page, changing ? `${kind}:${changing.id}` : kind), { text: changing?.text ?? '' })
  const { fields: { text }, isSending, set, clear, send } = form
  const notes = page.notes.filter(n => n.kind === kind)
  const add = async () => {
    if (await act({ type: 'noteSession', occurrence: page.occurrence.occurrence, noteId: changing?.id ?? form.id(), kind, text: text.trim() }, changing ? { sent: form.sent } : form)) setChanging(null)
  }
  return (
    <Column title={title}>
      <ul>
        {notes.map(n => (
          <li key={`${n.id}/${n.by}`}>
            <p>{n.text}</p>
            <small>{people.short(n.by)}{n.by === me.id && <> · <button type="button" className={classes.again} onClick={() => { if (!isSending) setChanging(n.id) }} aria-label={`Change: ${n.text}`}>Change</button></>}</small>
          </li>
        ))}
        {notes.length === 0 && <li className={classes.none}>Nothing yet.</li>}
      </ul>
      <form className={classes.write} onSubmit={e => { e.preventDefault(); if (text.trim()) void send(add) }}>
        <Textarea size="md" aria-label={title} placeholder="Write it down" autosize minRows={1} maxLength={2000} readOnly={isSending} value={text} onChange={e => set({ text: e.currentTarget.value })} style={{ flex: 1, minWidth: 200 }} />
        <Button type="submit" variant="default" aria-label={changing ? 'Save the change' : `Add to ${title.toLowerCase()}`} {...!text.trim() && NOTHING_TO_DO}>{changing ? 'Save' : 'Add'}</Button>
        {changing && <Button variant="subtle" onClick={() => { if (isSending) return; clear(); setChanging(null) }}>Cancel</Button>}
      </form>
    </Column>
  )
}

function Commitments({ page, act }: { page: SessionDetail; act: Act }) {
  const { me } = useHub()
  const people = usePeople()
  const [before, setBefore] = useState(() => ({ text: '', owner: me.id, due: later(localDate(now().toISOString()), { days: 14 }) }))
  const form = useFields(placeOf(page, 'commitment'), before)
  const { fields: { text, owner, due }, isSending, set, send } = form
  const add = async () => {
    const at = new Date(`${due}T17:00`).toISOString()
    if (await act({ type: 'makeCommitment', occurrence: page.occurrence.occurrence, commitmentId: form.id(), text: text.trim(), ownerId: owner, dueAt: at }, form)) setBefore({ text: '', owner, due })
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
      <form className={classes.commit} onSubmit={e => { e.preventDefault(); if (text.trim()) void send(add) }} aria-label="New commitment">
        <Textarea size="md" aria-label="Commitment" placeholder="What will be done" autosize minRows={1} maxLength={2000} readOnly={isSending} value={text} onChange={e => set({ text: e.currentTarget.value })} />
        {text.trim() !== '' && (
          <>
            <NativeSelect size="md" label="Who" value={owner} onChange={e => set({ owner: e.currentTarget.value })} data={page.participants.map(p => ({ value: p, label: p === me.id ? `${people.full(p)} (you)` : people.full(p) }))} />
            <TextInput type="date" label="Until" max="9999-12-31" required readOnly={isSending} value={due} onChange={e => set({ due: e.currentTarget.value })} />
          </>
        )}
        <Button type="submit" variant="default" {...!text.trim() && NOTHING_TO_DO}>Commit</Button>
      </form>
      {page.commitments.length > 0 && <Text size="sm" c="var(--hub-quiet)" mt="xs">They stand on top of the next session.</Text>}
    </Column>
  )
}
