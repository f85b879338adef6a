import { ActionIcon } from '@mantine/core'
import { IconArrowLeft, IconArrowRight, IconChecklist, IconCircleCheck, IconCircleDot, IconPlayerPlay } from '@tabler/icons-react'
import { memo, useEffect, useRef, useState } from 'react'
import type { Id, Review, ReviewCase } from '../../api/types'
import type { Act } from '../../app/useAct'
import { count } from '../../ui/names'
import classes from './Review.module.css'
import { isOver, notReady, phaseWords } from './words'

/** Instead of a case: what is ready and what is not. */
export const PREPARATION = 'preparation'

interface Props {
  review: Review
  shown: Id | typeof PREPARATION | null
  choose: (what: Id | typeof PREPARATION) => void
  chair: boolean
  /** Missing where nothing can be done. */
  act?: Act
}

/** Preparation, then the cases in their order. The chair moves them by dragging, with the two buttons of the one that is chosen, or with Alt and an arrow. */
export function Agenda({ review, shown, choose, chair, act }: Props) {
  const [dragged, setDragged] = useState<Id | null>(null)
  const ids = review.cases.map(c => c.caseId)
  const at = shown === null ? -1 : ids.indexOf(shown)
  const move = (id: Id, to: number) => {
    if (to < 0 || to >= ids.length) return
    const before = ids.filter(x => x !== id)[to]
    void act?.({ type: 'moveCase', caseId: id, ...(before && { before }) })
  }
  const list = useRef<HTMLOListElement>(null)
  useEffect(() => { list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' }) }, [shown, at])
  // In a replay it leads to the beginning, whatever is shown.
  const over = act !== undefined && isOver(review)
  const lacking = review.cases.filter(c => c.phase === 'waiting' && notReady(c).length > 0).length
  return (
    <div className={classes.agenda}>
      <ol ref={list} aria-label="Agenda">
        <li>
          <button type="button" aria-current={shown === PREPARATION ? 'step' : undefined} data-phase="preparation" onClick={() => choose(PREPARATION)}>
            <span className={classes.number}><IconChecklist size={18} aria-hidden /></span>
            <span className={classes.stepText}>{over ? 'Summary' : 'Preparation'}</span>
            <span className={classes.stepSub}>{over ? `${count(review.cases.length, 'case')} closed` : review.cases.length === 0 ? 'No case yet' : review.cases.every(c => c.phase !== 'waiting') ? 'No case waits' : lacking === 0 ? 'All is ready' : `${lacking} not ready`}</span>
          </button>
        </li>
        {review.cases.map((c, i) => (
          <li
            key={c.caseId} draggable={chair} data-dragged={c.caseId === dragged || undefined} onDragStart={() => setDragged(c.caseId)} onDragEnd={() => setDragged(null)}
            onDragOver={e => { if (dragged && dragged !== c.caseId) e.preventDefault() }} onDrop={e => { e.preventDefault(); if (dragged) move(dragged, i) }}
          >
            <button
              type="button" aria-current={c.caseId === shown ? 'step' : undefined} data-phase={c.phase} onClick={() => choose(c.caseId)}
              aria-keyshortcuts={chair ? 'Alt+ArrowLeft Alt+ArrowRight' : undefined}
              onKeyDown={e => {
                if (!chair || !e.altKey || !e.key.startsWith('Arrow')) return
                e.preventDefault()
                move(c.caseId, e.key === 'ArrowLeft' || e.key === 'ArrowUp' ? i - 1 : i + 1)
              }}
            >
              <Step of={c} number={i + 1} inHand={c.caseId === review.current} />
            </button>
          </li>
        ))}
      </ol>
      {chair && review.cases[at]?.phase === 'waiting' && ids.length > 1 && (
        <span className={classes.order}>
          <ActionIcon size={44} aria-label="Move this case earlier" disabled={at === 0} onClick={() => move(ids[at]!, at - 1)}><IconArrowLeft size={18} aria-hidden /></ActionIcon>
          <ActionIcon size={44} aria-label="Move this case later" disabled={at === ids.length - 1} onClick={() => move(ids[at]!, at + 1)}><IconArrowRight size={18} aria-hidden /></ActionIcon>
        </span>
      )}
    </div>
  )
}

/** What stands on a case's step. Of many cases one changes at a time: the others are not drawn again. */
const Step = memo(function Step({ of: c, number, inHand }: { of: ReviewCase; number: number; inHand: boolean }) {
  const Sign = c.phase === 'closed' ? IconCircleCheck : inHand ? IconPlayerPlay : IconCircleDot
  return (
    <>
      <span className={classes.number}><Sign size={c.phase === 'closed' ? 18 : 16} aria-hidden />{number}</span>
      <span className={classes.stepText}>{c.question}</span>
      <span className={classes.stepSub}>{inHand ? 'In hand' : stepWords(c)}{c.minutes !== null && ` · ${c.minutes} min`}</span>
    </>
  )
})

function stepWords(c: ReviewCase): string {
  if (c.phase !== 'waiting') return phaseWords[c.phase]
  const lacks = notReady(c).length
  return lacks === 0 ? 'Ready' : `${lacks} not ready`
}
