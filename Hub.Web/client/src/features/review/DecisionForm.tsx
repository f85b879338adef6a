import { ActionIcon, Button, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useStore } from 'zustand'
import type { ReviewCase } from '../../api/types'
import { usePeople } from '../../app/hub'
import type { LiveRoom } from '../../sync/liveRoom'
import { sentence } from '../../ui/names'
import classes from './Review.module.css'
import type { Act } from './useReview'

/** What the button in the bar sends. */
export const DECISION_FORM = 'decision-form'

const lines = (text: string) => text.split('\n').map(l => l.trim()).filter(Boolean)

/** Local, as a date field wants it. */
const dateOf = (at: string) => { const d = new Date(at); return `${d.getFullYear()}-${String(d.getMonth() + 1).padStart(2, '0')}-${String(d.getDate()).padStart(2, '0')}` }

interface Props {
  room: LiveRoom
  of: ReviewCase
  act: Act
  setProblem: (problem: string | null) => void
  done: () => void
}

/** The decision as one writes it: a document, not a dialog. What sends it stands in the chair's bar. */
export function DecisionForm({ room, of: c, act, setProblem, done }: Props) {
  const people = usePeople()
  const members = useStore(room.view, v => v.room.members).map(m => ({ value: m.userId, label: people.full(m.userId) }))
  const d = c.decision
  const [recommendation, setRecommendation] = useState(d?.recommendation ?? '')
  const [rationale, setRationale] = useState(d?.rationale ?? '')
  const [owner, setOwner] = useState(d?.ownerId ?? '')
  const [due, setDue] = useState(d ? dateOf(d.dueAt) : '')
  const [evidence, setEvidence] = useState((d?.evidence ?? []).join('\n'))
  const [alternatives, setAlternatives] = useState((d?.alternatives ?? []).join('\n'))
  const [dissent, setDissent] = useState<Dissenter[]>(() => d?.dissent.map(x => ({ userId: x.userId, reason: x.reason })) ?? [])
  const [deferredTo, setDeferredTo] = useState(d?.deferredTo ?? '')
  const [deferral, setDeferral] = useState(d?.deferral ?? '')
  const named = dissent.filter(x => x.userId || x.reason.trim())
  const lacks = [!recommendation.trim() && 'the recommendation', !rationale.trim() && 'the rationale', !owner && 'its owner', !due && 'when it is due', named.some(x => !x.userId || !x.reason.trim()) && 'who does not agree and why'].filter(l => l !== false)
  const send = async () => {
    if (lacks.length > 0) return setProblem(`Still to be written: ${sentence(lacks, 6)}.`)
    const kept = await act({
      type: 'decide', caseId: c.caseId, recommendation: recommendation.trim(), rationale: rationale.trim(), ownerId: owner, dueAt: new Date(`${due}T17:00`).toISOString(),
      ...(named.length > 0 && { dissent: named.map(x => ({ userId: x.userId, reason: x.reason.trim() })) }), ...(lines(evidence).length > 0 && { evidence: lines(evidence) }),
      ...(lines(alternatives).length > 0 && { alternatives: lines(alternatives) }), ...(deferredTo && { deferredTo }), ...(deferral.trim() && { deferral: deferral.trim() }),
    })
    if (kept) done()
  }
  return (
    <form id={DECISION_FORM} className={classes.form} aria-label="Decision" noValidate onSubmit={e => { e.preventDefault(); void send() }}>
      <h2>Decision</h2>
      <Textarea label="Recommendation" withAsterisk autosize minRows={2} value={recommendation} onChange={e => setRecommendation(e.currentTarget.value)} />
      <Textarea label="Rationale" withAsterisk autosize minRows={2} value={rationale} onChange={e => setRationale(e.currentTarget.value)} />
      <div className={classes.pair}>
        <NativeSelect label="Owner" withAsterisk value={owner} onChange={e => setOwner(e.currentTarget.value)} data={[{ value: '', label: 'Choose a member' }, ...members]} />
        <TextInput type="date" label="Due" withAsterisk value={due} onChange={e => setDue(e.currentTarget.value)} />
      </div>
      <Textarea label="Evidence" description="Guidelines and links, one a line." autosize minRows={1} value={evidence} onChange={e => setEvidence(e.currentTarget.value)} />
      <Textarea label="Alternatives considered" description="One a line." autosize minRows={1} value={alternatives} onChange={e => setAlternatives(e.currentTarget.value)} />
      <Dissent of={dissent} members={members} set={setDissent} />
      <div className={classes.pair}>
        <NativeSelect label="Deferred to the judgement of" value={deferredTo} onChange={e => setDeferredTo(e.currentTarget.value)} data={[{ value: '', label: 'Nobody' }, ...members]} />
        <TextInput label="Deferred until" description="What it waits for, when it cannot be decided yet." value={deferral} onChange={e => setDeferral(e.currentTarget.value)} />
      </div>
    </form>
  )
}

interface Dissenter { userId: string; reason: string }

/** Who does not agree, each by name and with the reason. */
function Dissent({ of, members, set }: { of: Dissenter[]; members: { value: string; label: string }[]; set: (to: Dissenter[]) => void }) {
  const change = (i: number, to: Partial<Dissenter>) => set(of.map((x, at) => (at === i ? { ...x, ...to } : x)))
  return (
    <fieldset className={classes.dissent}>
      <legend>Dissent</legend>
      {of.map((x, i) => (
        <div key={i}>
          <NativeSelect label="By" value={x.userId} onChange={e => change(i, { userId: e.currentTarget.value })} data={[{ value: '', label: 'Choose a member' }, ...members.filter(m => m.value === x.userId || !of.some(o => o.userId === m.value))]} />
          <TextInput label="Because" value={x.reason} onChange={e => change(i, { reason: e.currentTarget.value })} />
          <ActionIcon size={44} variant="subtle" aria-label="Take this dissent out" onClick={() => set(of.filter((_, at) => at !== i))}><IconX size={18} aria-hidden /></ActionIcon>
        </div>
      ))}
      <Button variant="subtle" size="compact-md" h={44} leftSection={<IconPlus size={16} aria-hidden />} onClick={() => set([...of, { userId: '', reason: '' }])}>{of.length === 0 ? 'Somebody does not agree' : 'Somebody else'}</Button>
    </fieldset>
  )
}
