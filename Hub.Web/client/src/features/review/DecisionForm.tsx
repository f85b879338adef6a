import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useStore } from 'zustand'
import type { ReviewCase } from '../../api/types'
import { usePeople } from '../../app/hub'
import type { LiveRoom } from '../../sync/liveRoom'
import classes from './Review.module.css'
import type { Act } from './useReview'

const lines = (text: string) => text.split('\n').map(l => l.trim()).filter(Boolean)

/** The decision as one writes it: a document, not a dialog. */
export function DecisionForm({ room, of: c, act, done }: { room: LiveRoom; of: ReviewCase; act: Act; done: () => void }) {
  const people = usePeople()
  const members = useStore(room.view, v => v.room.members).map(m => ({ value: m.userId, label: people.full(m.userId) }))
  const d = c.decision
  const [recommendation, setRecommendation] = useState(d?.recommendation ?? '')
  const [rationale, setRationale] = useState(d?.rationale ?? '')
  const [owner, setOwner] = useState(d?.ownerId ?? '')
  const [due, setDue] = useState(d?.dueAt.slice(0, 10) ?? '')
  const [evidence, setEvidence] = useState((d?.evidence ?? []).join('\n'))
  const [alternatives, setAlternatives] = useState((d?.alternatives ?? []).join('\n'))
  const [deferral, setDeferral] = useState(d?.deferral ?? '')
  const [who, setWho] = useState(d?.dissent[0]?.userId ?? '')
  const [why, setWhy] = useState(d?.dissent[0]?.reason ?? '')
  const complete = recommendation.trim() && rationale.trim() && owner && due
  const send = async () => {
    const kept = await act({
      type: 'decide', caseId: c.caseId, recommendation: recommendation.trim(), rationale: rationale.trim(), ownerId: owner, dueAt: new Date(`${due}T17:00`).toISOString(),
      ...(who && why.trim() && { dissent: [{ userId: who, reason: why.trim() }] }), ...(lines(evidence).length > 0 && { evidence: lines(evidence) }),
      ...(lines(alternatives).length > 0 && { alternatives: lines(alternatives) }), ...(deferral.trim() && { deferral: deferral.trim() }),
    })
    if (kept) done()
  }
  return (
    <form className={classes.form} aria-label="Decision" onSubmit={e => { e.preventDefault(); if (complete) void send() }}>
      <h2>Decision</h2>
      <Textarea label="Recommendation" withAsterisk autosize minRows={2} value={recommendation} onChange={e => setRecommendation(e.currentTarget.value)} />
      <Textarea label="Rationale" withAsterisk autosize minRows={2} value={rationale} onChange={e => setRationale(e.currentTarget.value)} />
      <div className={classes.pair}>
        <NativeSelect label="Owner" withAsterisk value={owner} onChange={e => setOwner(e.currentTarget.value)} data={[{ value: '', label: 'Choose a member' }, ...members]} />
        <TextInput type="date" label="Due" withAsterisk value={due} onChange={e => setDue(e.currentTarget.value)} />
      </div>
      <Textarea label="Evidence" description="Guidelines and links, one a line." autosize minRows={1} value={evidence} onChange={e => setEvidence(e.currentTarget.value)} />
      <Textarea label="Alternatives considered" description="One a line." autosize minRows={1} value={alternatives} onChange={e => setAlternatives(e.currentTarget.value)} />
      <div className={classes.pair}>
        <NativeSelect label="Dissent by" value={who} onChange={e => setWho(e.currentTarget.value)} data={[{ value: '', label: 'Nobody' }, ...members]} />
        <TextInput label="Because" value={why} onChange={e => setWhy(e.currentTarget.value)} disabled={!who} />
      </div>
      <TextInput label="Deferred until" description="What it waits for, when it cannot be decided yet." value={deferral} onChange={e => setDeferral(e.currentTarget.value)} />
      <div className={classes.buttons}><Button type="submit" disabled={!complete}>Write it down</Button><Button variant="default" onClick={done}>Cancel</Button></div>
    </form>
  )
}
