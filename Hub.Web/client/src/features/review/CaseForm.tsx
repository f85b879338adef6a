import { Button, NativeSelect, NumberInput, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useStore } from 'zustand'
import type { ReviewCase } from '../../api/types'
import { usePeople } from '../../app/hub'
import type { LiveRoom } from '../../sync/liveRoom'
import classes from './Review.module.css'

export interface CaseFields { question: string; presenter?: string; context?: string; identifiers?: string; minutes?: number }

interface Props {
  room: LiveRoom
  /** What stands there already; null for a new case. */
  of: ReviewCase | null
  /** True when it was kept. */
  send: (fields: CaseFields) => Promise<boolean>
  cancel?: (() => void) | undefined
}

/** A case as one writes it. The question is enough; what identifies the patient has a field of its own and stays masked. */
export function CaseForm({ room, of: c, send, cancel }: Props) {
  const people = usePeople()
  const members = useStore(room.view, v => v.room.members)
  const [question, setQuestion] = useState(c?.question ?? '')
  const [context, setContext] = useState(c?.context ?? '')
  const [identifiers, setIdentifiers] = useState('')
  const [presenter, setPresenter] = useState(c?.presenter ?? '')
  const [minutes, setMinutes] = useState<number | string>(c?.minutes ?? '')
  const keep = async () => {
    const kept = await send({
      question: question.trim(), ...(presenter && { presenter }), ...(context.trim() && { context: context.trim() }),
      ...(identifiers.trim() && { identifiers: identifiers.trim() }), ...(typeof minutes === 'number' && { minutes }),
    })
    if (!kept) return
    setQuestion(''); setContext(''); setIdentifiers(''); setPresenter(''); setMinutes('')
  }
  return (
    <form className={classes.form} aria-label={c ? 'Change the case' : 'New case'} onSubmit={e => { e.preventDefault(); if (question.trim()) void keep() }}>
      <h2>{c ? 'Change the case' : 'New case'}</h2>
      <Textarea label="Question" description="What shall be decided?" withAsterisk autosize minRows={2} value={question} onChange={e => setQuestion(e.currentTarget.value)} />
      <TextInput label="Context" description="Initials, age band, sex." value={context} onChange={e => setContext(e.currentTarget.value)} maxLength={400} />
      <TextInput label="What identifies the patient" description={c?.identified ? 'Masked. Leave it empty to keep what stands there.' : 'Masked. Whoever asks for it leaves a trace.'} value={identifiers} onChange={e => setIdentifiers(e.currentTarget.value)} maxLength={400} autoComplete="off" />
      <div className={classes.pair}>
        <NativeSelect label="Presenter" value={presenter} onChange={e => setPresenter(e.currentTarget.value)} data={[{ value: '', label: 'Nobody yet' }, ...members.map(m => ({ value: m.userId, label: people.full(m.userId) }))]} />
        <NumberInput label="Minutes" min={1} max={240} value={minutes} onChange={setMinutes} />
      </div>
      <div className={classes.buttons}>
        <Button type="submit" disabled={!question.trim()}>{c ? 'Save the changes' : 'Add to the agenda'}</Button>
        {cancel && <Button variant="default" onClick={cancel}>Cancel</Button>}
      </div>
    </form>
  )
}
