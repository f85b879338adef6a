import { ActionIcon } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconCircleCheck, IconCircleDot, IconPlayerPlay } from '@tabler/icons-react'
import { useState } from 'react'
import type { Id, Review } from '../../api/types'
import classes from './Review.module.css'
import type { Act } from './useReview'
import { notReady, phaseWords } from './words'

interface Props {
  review: Review
  shown: Id | null
  choose: (id: Id) => void
  chair: boolean
  act: Act
}

/** The cases in their order. The chair moves them by dragging, or with the two buttons of the one that is chosen. */
export function Agenda({ review, shown, choose, chair, act }: Props) {
  const [dragged, setDragged] = useState<Id | null>(null)
  const ids = review.cases.map(c => c.caseId)
  const move = (id: Id, to: number) => {
    const before = ids.filter(x => x !== id)[to]
    void act({ type: 'moveCase', caseId: id, ...(before && { before }) })
  }
  if (review.cases.length === 0) return null
  const at = shown === null ? -1 : ids.indexOf(shown)
  return (
    <div className={classes.agenda}>
      <ol aria-label="Agenda">
        {review.cases.map((c, i) => {
          const lacks = notReady(c)
          return (
            <li
              key={c.caseId} draggable={chair} onDragStart={() => setDragged(c.caseId)} onDragEnd={() => setDragged(null)}
              onDragOver={e => { if (dragged && dragged !== c.caseId) e.preventDefault() }} onDrop={() => { if (dragged) move(dragged, i) }}
            >
              <button type="button" aria-current={c.caseId === shown ? 'step' : undefined} data-phase={c.phase} onClick={() => choose(c.caseId)}>
                <span className={classes.number}>{c.phase === 'closed' ? <IconCircleCheck size={18} aria-hidden /> : c.caseId === review.current ? <IconPlayerPlay size={16} aria-hidden /> : <IconCircleDot size={16} aria-hidden />}{i + 1}</span>
                <span className={classes.stepText}>{c.question}</span>
                <span className={classes.stepSub}>{c.caseId === review.current ? 'In hand' : c.phase === 'waiting' ? (lacks.length === 0 ? 'Ready' : `${lacks.length} not ready`) : phaseWords[c.phase]}{c.minutes !== null && ` · ${c.minutes} min`}</span>
              </button>
            </li>
          )
        })}
      </ol>
      {chair && at >= 0 && ids.length > 1 && (
        <span className={classes.order}>
          <ActionIcon aria-label="Move this case earlier" disabled={at === 0} onClick={() => move(ids[at]!, at - 1)}><IconArrowUp size={18} /></ActionIcon>
          <ActionIcon aria-label="Move this case later" disabled={at === ids.length - 1} onClick={() => move(ids[at]!, at + 1)}><IconArrowDown size={18} /></ActionIcon>
        </span>
      )}
    </div>
  )
}
