import { Button, NativeSelect } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconEyeOff } from '@tabler/icons-react'
import { memo, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { api } from '../../api/routes'
import type { Id, Review, ReviewCase } from '../../api/types'
import { useHub, usePeople } from '../../app/hub'
import type { Act } from '../../app/useAct'
import type { LiveRoom } from '../../sync/liveRoom'
import { fullInstant } from '../../ui/time'
import { TooLate } from '../../ui/TooLate'
import { useFocusOnReturn } from '../../ui/useFocusOnReturn'
import { problemWords } from '../../ui/problemWords'
import { CaseFiles } from './CaseFiles'
import { begunWords, CaseForm, useCaseFields } from './CaseForm'
import { Decision } from './Decision'
import { DecisionForm } from './DecisionForm'
import { LateDecision } from './LateDecision'
import { LateOpinions } from './LateOpinions'
import { MyOpinion } from './MyOpinion'
import { Notes } from './Notes'
import { Revealed } from './Revealed'
import classes from './Review.module.css'
import { Stepper } from './Stepper'
import { itemWords, phaseWords, stateWords } from './words'

/** What one may do with a case, where it can be done. */
interface Doing {
  room: LiveRoom
  chair: boolean
  act: Act
  setProblem: (problem: string | null) => void
  deciding: boolean
  doneDeciding: () => void
}

interface Props {
  id: Id
  review: Review
  of: ReviewCase
  /** Missing in a replay: nothing can be done. */
  doing?: Doing
}

/** One case: its question large, where it stands, what is ready, its pictures, the opinions, the decision. */
export function CaseView({ id, review, of: c, doing }: Props) {
  const people = usePeople()
  const [changing, setChanging] = useState(false)
  const back = useFocusOnReturn()
  const form = useCaseFields(`case:${c.caseId}`, c)
  const inHand = review.current === c.caseId
  const round = c.rounds.at(-1)
  const revealed = useMemo(() => c.rounds.filter(r => r.revealed), [c.rounds])
  if (doing && changing && c.phase === 'waiting') {
    const { act, room } = doing
    return <CaseForm room={room} of={c} form={form} give={async fields => (await act({ type: 'changeCase', caseId: c.caseId, ...fields } as Parameters<Act>[0], { sent: form.sent })) !== null} leave={() => { back.leave(); setChanging(false) }} cancel />
  }
  return (
    <article aria-label="Case">
      <h2 className={classes.question}>{c.question}</h2>
      <p className={classes.meta}>{[c.presenter && `Presented by ${people.full(c.presenter)}`, c.context, c.minutes && `${c.minutes} min planned`].filter(Boolean).join(' · ') || 'No context given'}</p>
      {/* Replaced by others, what is shown is masked again: it may be another patient's. */}
      {doing && c.identified && <Masked key={`${c.caseId}/${c.reidentified?.at ?? ''}`} id={id} caseId={c.caseId} />}
      {c.reidentified && <p className={classes.lacks} role="note"><IconAlertTriangle size={15} aria-hidden /> {people.full(c.reidentified.by)} replaced what identifies the patient, {fullInstant(c.reidentified.at)}. Look again before you go by it.</p>}
      {inHand ? <Stepper of={c} /> : <p className={classes.meta}><b>{phaseWords[c.phase]}</b>{c.closedBecause && ` · ${c.closedBecause}`}</p>}
      {doing && c.phase === 'waiting' && <ReadinessList of={c} act={doing.act} />}
      {doing && c.phase === 'waiting' && (
        <div className={classes.buttons}>
          <Button ref={back.ref} variant="default" onClick={() => setChanging(true)}>{form.isBegun ? 'Go on with your change' : 'Change the case'}</Button>
          {doing.chair && <Button variant="subtle" color="red" onClick={() => void doing.act({ type: 'dropCase', caseId: c.caseId })}>Take it off the agenda</Button>}
        </div>
      )}
      {doing && form.isBegun && c.phase !== 'waiting' && <TooLate name="Not changed" why="the case was taken up while you wrote" text={begunWords(form.fields, c)} drop={form.clear} />}
      {inHand && c.phase === 'opinions' && round && (
        <>
          <Marks review={review} given={round.given} passed={round.passed} />
          {doing && <MyOpinion key={`${c.caseId}/${round.number}`} room={doing.room} of={c} round={round} act={doing.act} />}
        </>
      )}
      {doing?.deciding ? <BroughtUp><DecisionForm room={doing.room} of={c} act={doing.act} setProblem={doing.setProblem} done={doing.doneDeciding} /></BroughtUp> : c.decision && <Decision of={c.decision} outcome={c.outcome} />}
      {doing && <LateOpinions of={c} />}
      {doing?.chair && !doing.deciding && <LateDecision of={c} />}
      {revealed.length > 0 && <Revealed rounds={revealed} />}
      {doing && <CaseFiles room={doing.room} id={id} of={c} act={doing.act} setProblem={doing.setProblem} />}
      <Notes caseId={c.caseId} notes={c.notes} phase={c.phase} act={doing?.act} />
    </article>
  )
}

/** What one has just asked for comes into view, with the cursor in its first field. */
function BroughtUp({ children }: { children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    box.current?.scrollIntoView({ block: 'start' })
    box.current?.querySelector<HTMLElement>('input, textarea')?.focus({ preventScroll: true })
  }, [])
  return <div ref={box}>{children}</div>
}

/** Who has answered, and nothing of what. */
function Marks({ review, given, passed }: { review: Review; given: readonly Id[]; passed: readonly Id[] }) {
  const { me } = useHub()
  const people = usePeople()
  return (
    <ul className={classes.marks} aria-label="Who has answered">
      {review.attended.map(a => (
        <Mark key={a.userId} who={a.userId === me.id ? 'You' : people.short(a.userId)} has={given.includes(a.userId) ? 'answered' : passed.includes(a.userId) ? 'passed' : 'not yet'} />
      ))}
    </ul>
  )
}

/** One of many: drawn again only when it is another one. */
const Mark = memo(function Mark({ who, has }: { who: string; has: 'answered' | 'passed' | 'not yet' }) {
  return <li data-given={has === 'answered' || undefined}>{has === 'answered' && <IconCheck size={14} aria-hidden />}{who}: {has}</li>
})

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
  const ask = () => api.identifiers(id, caseId).then(a => setShown(a.identifiers), (error: unknown) => setProblem(problemWords(error)))
  if (shown !== null) return <p className={classes.meta}><b>{shown}</b> · <Button variant="subtle" size="compact-sm" h={44} onClick={() => setShown(null)}>Mask again</Button></p>
  return <p className={classes.meta}><IconEyeOff size={15} aria-hidden /> Identity masked <Button variant="subtle" size="compact-sm" h={44} onClick={() => void ask()}>Show it; this is noted</Button>{problem && <span role="alert"> {problem}</span>}</p>
}
