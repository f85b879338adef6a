import { Button, Popover, Textarea, TextInput } from '@mantine/core'
import { IconCheck, IconX } from '@tabler/icons-react'
import { useState, type FormEvent } from 'react'
import type { SessionCommitment } from '../../api/types'
import { useHub, usePeople } from '../../app/hub'
import type { Act } from '../../app/useAct'
import { atTime, dueWords } from '../../ui/time'
import classes from './Sessions.module.css'

/** What was promised before: done, or not and why, or with another date. */
export function FollowUps({ promised, mine, act }: { promised: readonly SessionCommitment[]; mine: boolean; act: Act }) {
  const { me } = useHub()
  return (
    <section className={classes.part}>
      <h2>From last time</h2>
      <ul className={classes.promised}>{promised.map(c => <FollowUp key={c.id} of={c} may={mine || c.owner === me.id} act={act} />)}</ul>
    </section>
  )
}

function FollowUp({ of: c, may, act }: { of: SessionCommitment; may: boolean; act: Act }) {
  const people = usePeople()
  const due = dueWords(c.dueAt)
  const Icon = c.outcome?.done ? IconCheck : IconX
  return (
    <li>
      <div>
        <p>{c.text}</p>
        {c.outcome
          ? <small data-done={c.outcome.done || undefined}><Icon size={15} stroke={2} aria-hidden /> {c.outcome.done ? 'Done' : 'Not done'}{c.outcome.why && `: ${c.outcome.why}`} · {people.short(c.owner)}, {atTime(c.outcome.at)}</small>
          : <small data-late={due.late || undefined}>{people.short(c.owner)} · {due.words}</small>}
      </div>
      {!c.outcome && may && (
        <div className={classes.acts}>
          <Button size="sm" variant="default" aria-label={`Done: ${c.text}`} onClick={() => void act({ type: 'followUp', commitmentId: c.id, done: true })}>Done</Button>
          <NotDone of={c} act={act} />
        </div>
      )}
    </li>
  )
}

function NotDone({ of: c, act }: { of: SessionCommitment; act: Act }) {
  const [open, setOpen] = useState(false)
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const due = String(form.get('due'))
    void act({ type: 'followUp', commitmentId: c.id, done: false, why: String(form.get('why')).trim(), ...(due && { dueAt: new Date(`${due}T17:00`).toISOString() }) }).then(() => setOpen(false))
  }
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" width={300} trapFocus returnFocus>
      <Popover.Target><Button size="sm" variant="subtle" color="gray" aria-label={`Not done: ${c.text}`} onClick={() => setOpen(v => !v)}>Not done</Button></Popover.Target>
      <Popover.Dropdown>
        <form className={classes.move} onSubmit={send} aria-label={`Not done: ${c.text}`}>
          <Textarea size="md" name="why" label="Why" required autosize minRows={2} maxLength={2000} />
          <TextInput type="date" name="due" label="Another date" description="None: it is let go." />
          <Button type="submit">Write it down</Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}
