import { ActionIcon, Button, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import type { ReviewCase } from '../../api/types'
import { usePeople } from '../../app/hub'
import type { Act } from '../../app/useAct'
import { useFields } from '../../app/useFields'
import type { LiveRoom } from '../../sync/liveRoom'
import { sentence } from '../../ui/names'
import classes from './Review.module.css'
import { isWrittenDown, placesOf, writtenOf, type Dissenter } from './written'

/** What the buttons in the bar send, or reset: then nothing of it is kept. */
export const DECISION_FORM = 'decision-form'

const LATEST = new Date('9999-12-31T23:59')

const lines = (text: string) => text.split('\n').map(l => l.trim()).filter(Boolean)

interface Props {
  room: LiveRoom
  of: ReviewCase
  act: Act
  setProblem: (problem: string | null) => void
  done: () => void
}

/** The decision as one writes it: a document, not a dialog. What sends it stands in the chair's bar. What is begun is kept, sealed, while another case is looked at or the page is left. */
export function DecisionForm({ room, of: c, act, setProblem, done }: Props) {
  const people = usePeople()
  const members = useStore(room.view, v => v.room.members).map(m => ({ value: m.userId, label: people.full(m.userId) }))
  // Of what stood when it was opened.
  const [{ place, before }] = useState(() => ({ place: placesOf(c).at(-1)!, before: writtenOf(c.decision) }))
  const form = useFields(place, before)
  const { fields, isBegun, isSending, set, clear, send } = form
  const { recommendation, rationale, owner, due, evidence, alternatives, dissent, deferredTo, deferral } = fields
  const named = dissent.filter(x => x.userId || x.reason.trim())
  const lacks = [!recommendation.trim() && 'the recommendation', !rationale.trim() && 'the rationale', !owner && 'its owner', !(new Date(`${due}T17:00`) < LATEST) && 'when it is due', named.some(x => !x.userId || !x.reason.trim()) && 'who does not agree and why'].filter(l => l !== false)
  const decide = async () => {
    if (lacks.length > 0) return setProblem(`Still to be written: ${sentence(lacks, 6)}.`)
    const kept = await act({
      type: 'decide', caseId: c.caseId, recommendation: recommendation.trim(), rationale: rationale.trim(), ownerId: owner, dueAt: new Date(`${due}T17:00`).toISOString(),
      ...(named.length > 0 && { dissent: named.map(x => ({ userId: x.userId, reason: x.reason.trim() })) }), ...(lines(evidence).length > 0 && { evidence: lines(evidence) }),
      ...(lines(alternatives).length > 0 && { alternatives: lines(alternatives) }), ...(deferredTo && { deferredTo }), ...(deferral.trim() && { deferral: deferral.trim() }),
    }, { sent: form.sent })
    if (kept) done()
  }
  const drop = () => {
    setProblem(null)
    clear()
    done()
  }
  // Decided in another tab of the chair's, and nothing of another decision begun here.
  const isDecided = c.decision !== null && place !== placesOf(c).at(-1) && !isSending
  // Its answer was lost, and it stands all the same.
  const isDone = isDecided && isBegun && isWrittenDown(fields, c.decision)
  useEffect(() => {
    if (isDone) form.sent()
    if (isDone || (isDecided && !isBegun)) done()
  // Once, whatever else changes.
  }, [isDecided, isBegun, isDone, done])
  return (
    <form id={DECISION_FORM} className={classes.form} aria-label="Decision" noValidate onSubmit={e => { e.preventDefault(); void send(decide) }} onReset={e => { e.preventDefault(); if (!isSending) drop() }}>
      <h2>Decision</h2>
      {isDecided && isBegun && !isDone && <p role="alert" className={classes.lacks}>It was decided meanwhile: “{c.decision!.recommendation}”. Writing yours down puts it in its place.</p>}
      <Textarea label="Recommendation" withAsterisk autosize minRows={2} readOnly={isSending} value={recommendation} onChange={e => set({ recommendation: e.currentTarget.value })} />
      <Textarea label="Rationale" withAsterisk autosize minRows={2} readOnly={isSending} value={rationale} onChange={e => set({ rationale: e.currentTarget.value })} />
      <div className={classes.pair}>
        <NativeSelect label="Owner" withAsterisk value={owner} onChange={e => set({ owner: e.currentTarget.value })} data={[{ value: '', label: 'Choose a member' }, ...members]} />
        <TextInput type="date" label="Due" max="9999-12-31" withAsterisk readOnly={isSending} value={due} onChange={e => set({ due: e.currentTarget.value })} />
      </div>
      <Textarea label="Evidence" description="Guidelines and links, one a line." autosize minRows={1} readOnly={isSending} value={evidence} onChange={e => set({ evidence: e.currentTarget.value })} />
      <Textarea label="Alternatives considered" description="One a line." autosize minRows={1} readOnly={isSending} value={alternatives} onChange={e => set({ alternatives: e.currentTarget.value })} />
      <Dissent of={dissent} members={members} set={to => set({ dissent: to })} readOnly={isSending} />
      <div className={classes.pair}>
        <NativeSelect label="Deferred to the judgement of" value={deferredTo} onChange={e => set({ deferredTo: e.currentTarget.value })} data={[{ value: '', label: 'Nobody' }, ...members]} />
        <TextInput label="Deferred until" description="What it waits for, when it cannot be decided yet." readOnly={isSending} value={deferral} onChange={e => set({ deferral: e.currentTarget.value })} />
      </div>
    </form>
  )
}

/** Who does not agree, each by name and with the reason. */
function Dissent({ of, members, set, readOnly }: { of: Dissenter[]; members: { value: string; label: string }[]; set: (to: Dissenter[]) => void; readOnly: boolean }) {
  const change = (i: number, to: Partial<Dissenter>) => set(of.map((x, at) => (at === i ? { ...x, ...to } : x)))
  return (
    <fieldset className={classes.dissent}>
      <legend>Dissent</legend>
      {of.map((x, i) => (
        <div key={i}>
          <NativeSelect label="By" value={x.userId} onChange={e => change(i, { userId: e.currentTarget.value })} data={[{ value: '', label: 'Choose a member' }, ...members.filter(m => m.value === x.userId || !of.some(o => o.userId === m.value))]} />
          <TextInput label="Because" readOnly={readOnly} value={x.reason} onChange={e => change(i, { reason: e.currentTarget.value })} />
          <ActionIcon size={44} variant="subtle" aria-label="Take this dissent out" onClick={() => set(of.filter((_, at) => at !== i))}><IconX size={18} aria-hidden /></ActionIcon>
        </div>
      ))}
      <Button variant="subtle" size="compact-md" h={44} leftSection={<IconPlus size={16} aria-hidden />} onClick={() => set([...of, { userId: '', reason: '' }])}>{of.length === 0 ? 'Somebody does not agree' : 'Somebody else'}</Button>
    </fieldset>
  )
}
