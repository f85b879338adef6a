import { Button, NativeSelect, NumberInput, Textarea, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useStore } from 'zustand'
import { usePeople } from '../../app/hub'
import { commandId } from '../../sync/commandId'
import type { LiveRoom } from '../../sync/liveRoom'
import classes from './Review.module.css'
import type { Act } from './useReview'

/** A case for the agenda. The question is enough; what identifies the patient has a field of its own and stays masked. */
export function AddCase({ room, act, open: first }: { room: LiveRoom; act: Act; open: boolean }) {
  const people = usePeople()
  const members = useStore(room.view, v => v.room.members)
  const [open, setOpen] = useState(false)
  const [question, setQuestion] = useState('')
  const [context, setContext] = useState('')
  const [identifiers, setIdentifiers] = useState('')
  const [presenter, setPresenter] = useState('')
  const [minutes, setMinutes] = useState<number | string>('')
  if (!open && !first) return <Button variant="subtle" leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setOpen(true)}>Add a case</Button>
  const add = async () => {
    const added = await act({
      type: 'addCase', caseId: commandId(), question: question.trim(), ...(presenter && { presenter }), ...(context.trim() && { context: context.trim() }),
      ...(identifiers.trim() && { identifiers: identifiers.trim() }), ...(typeof minutes === 'number' && { minutes }),
    })
    if (!added) return
    setQuestion(''); setContext(''); setIdentifiers(''); setPresenter(''); setMinutes(''); setOpen(false)
  }
  return (
    <form className={classes.form} aria-label="New case" onSubmit={e => { e.preventDefault(); if (question.trim()) void add() }}>
      <h2>New case</h2>
      <Textarea label="Question" description="What shall be decided?" withAsterisk autosize minRows={2} value={question} onChange={e => setQuestion(e.currentTarget.value)} />
      <TextInput label="Context" description="Initials, age band, sex." value={context} onChange={e => setContext(e.currentTarget.value)} maxLength={400} />
      <TextInput label="What identifies the patient" description="Masked. Whoever asks for it leaves a trace." value={identifiers} onChange={e => setIdentifiers(e.currentTarget.value)} maxLength={400} autoComplete="off" />
      <div className={classes.pair}>
        <NativeSelect label="Presenter" value={presenter} onChange={e => setPresenter(e.currentTarget.value)} data={[{ value: '', label: 'Nobody yet' }, ...members.map(m => ({ value: m.userId, label: people.full(m.userId) }))]} />
        <NumberInput label="Minutes" min={1} max={240} value={minutes} onChange={setMinutes} />
      </div>
      <div className={classes.buttons}>
        <Button type="submit" disabled={!question.trim()}>Add to the agenda</Button>
        {!first && <Button variant="default" onClick={() => setOpen(false)}>Cancel</Button>}
      </div>
    </form>
  )
}
