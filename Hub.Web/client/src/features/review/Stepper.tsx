import { IconCheck } from '@tabler/icons-react'
import type { ReviewCase } from '../../api/types'
import classes from './Review.module.css'
import { useElapsed } from './useClock'
import { clockWords } from './useReview'
import { phases, phaseWords } from './words'

/** Where the case in hand stands, and the clocks that everybody sees alike: the phase's, and the case's against the time planned for it. */
export function Stepper({ of: c }: { of: ReviewCase }) {
  const phase = useElapsed(c.since)
  const used = useElapsed(c.startedAt ?? c.since)
  const steps = phases.slice(0, 4)
  const at = steps.findIndex(p => p.value === c.phase)
  const over = c.minutes !== null && used > c.minutes * 60_000
  return (
    <div className={classes.stepper}>
      <ol aria-label="Phase">
        {steps.map((p, i) => (
          <li key={p.value} aria-current={i === at ? 'step' : undefined} data-done={i < at || undefined}>
            {i < at && <IconCheck size={14} aria-hidden />}<span>{p.label}{p.value === 'opinions' && c.rounds.length > 1 && <>, 2nd<span className={classes.wideOnly}> round</span></>}</span>
          </li>
        ))}
      </ol>
      <span className={classes.clocks}>
        <span role="timer" aria-label={`${phaseWords[c.phase]} for`}>{clockWords(phase)}</span>
        <span className={over ? classes.over : classes.quiet}>case {clockWords(used)}{c.minutes !== null && ` of ${c.minutes} min${over ? ', over time' : ''}`}</span>
      </span>
    </div>
  )
}
