import { Button, NativeSelect } from '@mantine/core'
import { IconEyeOff } from '@tabler/icons-react'
import { useState } from 'react'
import { Refusal } from '../../api/http'
import { api } from '../../api/routes'
import type { Id, Review, ReviewCase } from '../../api/types'
import { useHub, usePeople } from '../../app/hub'
import type { LiveRoom } from '../../sync/liveRoom'
import { Decision } from './Decision'
import { DecisionForm } from './DecisionForm'
import { MyOpinion } from './MyOpinion'
import { Revealed } from './Revealed'
import classes from './Review.module.css'
import { clockWords, useElapsed, type Act } from './useReview'
import { itemWords, phases, phaseWords, stateWords } from './words'

interface Props {
  room: LiveRoom
  id: Id
  review: Review
  readAt: number
  of: ReviewCase
  act: Act
  deciding: boolean
  doneDeciding: () => void
}

/** One case: its question large, where it stands, what is ready, the opinions, the decision. */
export function CaseView({ room, id, review, readAt, of: c, act, deciding, doneDeciding }: Props) {
  const { me } = useHub()
  const people = usePeople()
  const inHand = review.current === c.caseId
  const elapsed = useElapsed(review, readAt, c.since)
  const round = c.rounds.at(-1)
  return (
    <article aria-label="Case">
      <h2 className={classes.question}>{c.question}</h2>
      <p className={classes.meta}>{[c.presenter && `Presented by ${people.full(c.presenter)}`, c.context, c.minutes && `${c.minutes} min planned`].filter(Boolean).join(' · ') || 'No context given'}</p>
      {c.identified && <Masked id={id} caseId={c.caseId} />}
      {inHand
        ? (
          <div className={classes.stepper}>
            <ol aria-label="Phase">{phases.slice(0, 4).map(p => <li key={p.value} aria-current={p.value === c.phase ? 'step' : undefined}>{p.label}</li>)}</ol>
            <span role="timer" aria-label={`${phaseWords[c.phase]} for`}>{clockWords(elapsed)}</span>
          </div>
        )
        : <p className={classes.meta}><b>{phaseWords[c.phase]}</b>{c.closedBecause && ` · ${c.closedBecause}`}</p>}
      {c.phase === 'waiting' && <ReadinessList of={c} act={act} />}
      {inHand && c.phase === 'opinions' && round && (
        <>
          <ul className={classes.marks} aria-label="Who has answered">
            {review.attended.map(a => <li key={a.userId} data-given={round.given.includes(a.userId) || undefined}>{a.userId === me.id ? 'You' : people.short(a.userId)}: {round.given.includes(a.userId) ? 'answered' : round.passed.includes(a.userId) ? 'passed' : 'not yet'}</li>)}
          </ul>
          <MyOpinion key={`${c.caseId}/${round.number}`} room={room} of={c} round={round} act={act} />
        </>
      )}
      {c.rounds.some(r => r.revealed) && <Revealed rounds={c.rounds.filter(r => r.revealed)} />}
      {deciding ? <DecisionForm room={room} of={c} act={act} done={doneDeciding} /> : c.decision && <Decision of={c.decision} />}
    </article>
  )
}

function ReadinessList({ of: c, act }: { of: ReviewCase; act: Act }) {
  return (
    <section aria-label="Readiness" className={classes.readiness}>
      <h3>Is it ready?</h3>
      <div>
        {c.readiness.map(r => (
          <NativeSelect
            key={r.item} label={itemWords[r.item]} value={r.state} data={(['missing', 'notNeeded', 'present'] as const).map(s => ({ value: s, label: stateWords[s] }))}
            onChange={e => void act({ type: 'setReadiness', caseId: c.caseId, item: r.item, state: e.currentTarget.value as typeof r.state })}
          />
        ))}
      </div>
    </section>
  )
}

/** Who the patient is: asked for one by one, and each asking is an event of the room. */
function Masked({ id, caseId }: { id: Id; caseId: Id }) {
  const [shown, setShown] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const ask = () => api.identifiers(id, caseId).then(a => setShown(a.identifiers), (error: unknown) => setProblem(error instanceof Refusal ? error.detail : 'Care Hub cannot be reached. Try again in a moment.'))
  if (shown !== null) return <p className={classes.meta}><b>{shown}</b> · <Button variant="subtle" size="compact-sm" onClick={() => setShown(null)}>Mask again</Button></p>
  return <p className={classes.meta}><IconEyeOff size={15} aria-hidden /> The patient's identity is masked. <Button variant="subtle" size="compact-sm" onClick={() => void ask()}>Show it; this is noted</Button>{problem && <span role="alert"> {problem}</span>}</p>
}
