import { Button, NativeSelect, NumberInput, Textarea, TextInput } from '@mantine/core'
import { useStore } from 'zustand'
import type { ReviewCase } from '../../api/types'
import { usePeople } from '../../app/hub'
import { useFields } from '../../app/useFields'
import type { LiveRoom } from '../../sync/liveRoom'
import { NOTHING_TO_DO } from '../../ui/nothingToDo'
import classes from './Review.module.css'

export interface CaseFields { question: string; presenter?: string; context?: string; identifiers?: string; minutes?: number }

/** A case as it is being written: every field as it stands in the form. What stands there of who the patient is never comes into it. */
interface Written { question: string; presenter: string; context: string; identifiers: string; minutes: string }

const writtenOf = (c: ReviewCase | null): Written => ({ question: c?.question ?? '', presenter: c?.presenter ?? '', context: c?.context ?? '', identifiers: '', minutes: String(c?.minutes ?? '') })

/** What is begun of a case; of a change only what is changed, for others may change the rest. @param of what stands there already; null for a new case */
export const useCaseFields = (place: string, of: ReviewCase | null) => useFields(place, writtenOf(of), of !== null)

/** What was begun of a change, for a page that others may look at too: who the patient is stays unsaid. */
export function begunWords({ question, context, identifiers }: Written, c: ReviewCase): string {
  return [question !== c.question && question, context !== (c.context ?? '') && context, identifiers && 'What identifies the patient was written too; it is not shown here.'].filter(Boolean).join('\n') || 'The presenter or the minutes.'
}

interface Props {
  room: LiveRoom
  of: ReviewCase | null
  form: ReturnType<typeof useCaseFields>
  /** True when it was taken. */
  give: (fields: CaseFields) => Promise<boolean>
  leave: () => void
  cancel: boolean
}

/** A case as one writes it. The question is enough; what identifies the patient has a field of its own, shown only while one writes in it. */
export function CaseForm({ room, of: c, form, give, leave, cancel }: Props) {
  const people = usePeople()
  const members = useStore(room.view, v => v.room.members)
  const { fields, isSending, set, send } = form
  const { question, presenter, context, identifiers, minutes } = fields
  const keep = async () => {
    const taken = await give({
      question: question.trim(), ...(presenter && { presenter }), ...(context.trim() && { context: context.trim() }),
      ...(identifiers.trim() && { identifiers: identifiers.trim() }), ...(minutes !== '' && { minutes: Number(minutes) }),
    })
    if (taken) leave()
  }
  return (
    <form className={classes.form} aria-label={c ? 'Change the case' : 'New case'} onSubmit={e => { e.preventDefault(); if (question.trim()) void send(keep) }}>
      <h2>{c ? 'Change the case' : 'New case'}</h2>
      <Textarea autoFocus={cancel} label="Question" description="What shall be decided?" withAsterisk autosize minRows={2} readOnly={isSending} value={question} onChange={e => set({ question: e.currentTarget.value })} />
      <TextInput label="Context" description="Initials, age band, sex." readOnly={isSending} value={context} onChange={e => set({ context: e.currentTarget.value })} maxLength={400} />
      <TextInput classNames={{ input: classes.masked }} label="What identifies the patient" description={c?.identified ? 'Masked. Leave it empty to keep what stands there.' : 'Masked. Whoever asks for it leaves a trace.'} readOnly={isSending} value={identifiers} onChange={e => set({ identifiers: e.currentTarget.value })} maxLength={400} autoComplete="off" />
      <div className={classes.pair}>
        <NativeSelect label="Presenter" value={presenter} onChange={e => set({ presenter: e.currentTarget.value })} data={[{ value: '', label: 'Nobody yet' }, ...members.map(m => ({ value: m.userId, label: people.full(m.userId) }))]} />
        <NumberInput label="Minutes" allowDecimal={false} min={1} max={240} readOnly={isSending} value={minutes} onChange={to => set({ minutes: String(to) })} />
      </div>
      <div className={classes.buttons}>
        <Button type="submit" {...!question.trim() && NOTHING_TO_DO}>{c ? 'Save the changes' : 'Add to the agenda'}</Button>
        {cancel && <Button variant="default" onClick={() => { if (isSending) return; form.clear(); leave() }}>Cancel</Button>}
      </div>
    </form>
  )
}
