import type { CaseReport } from '../../api/types'
import classes from './Report.module.css'
import { minutesWords, percent } from './sentences'

export const phaseColours = [
  { phase: 'presenting', label: 'Present' }, { phase: 'opinions', label: 'Opinions' }, { phase: 'discussing', label: 'Discuss' }, { phase: 'decided', label: 'Decided' },
] as const

const HEIGHT = 16

/** One bar of a plot. @param share 0 to 1 */
export function Bar({ share, label }: { share: number; label: string }) {
  return <svg className={classes.plot} width="100%" height={HEIGHT} role="img" aria-label={label}><rect width="100%" height={HEIGHT} rx="3" className={classes.all} /><rect width={`${100 * share}%`} height={HEIGHT} rx="3" className={classes.bar} /></svg>
}

/** How long a case stood in each phase; a line where it was planned to end. */
export function PhaseBar({ of: c, longest }: { of: CaseReport; longest: number }) {
  const length = (phase: string) => (c.phases.find(p => p.phase === phase)?.seconds ?? 0) / 60
  const phases = phaseColours.filter(p => length(p.phase) > 0).map(p => `${p.label.toLowerCase()} ${minutesWords(length(p.phase))}`)
  let from = 0
  return (
    <>
      <svg className={classes.plot} width="100%" height={HEIGHT} role="img" aria-label={phases.join(', ')}>
        {phaseColours.map(p => {
          const x = from
          from += length(p.phase)
          return <rect key={p.phase} x={`${(100 * x) / longest}%`} width={`${(100 * length(p.phase)) / longest}%`} height={HEIGHT} className={classes[p.phase]} />
        })}
        {c.plannedMinutes !== null && <rect x={`${(100 * c.plannedMinutes) / longest}%`} width="2" height={HEIGHT} transform="translate(-2 0)" className={classes.planned} />}
      </svg>
      <p className={classes.quiet} aria-hidden>{phases.map(p => p.replaceAll(' ', '\u00a0')).join(', ')}</p>
    </>
  )
}

/** How far opinions agreed in the first round and in the second, on a scale from nobody to all. */
export function AgreementPlot({ before, after }: { before: number; after: number | null }) {
  // The ends stay inside, with room for half a circle.
  const x = (share: number) => `${2 + 96 * share}%`
  return (
    <svg className={classes.plot} width="100%" height={20} role="img" aria-label={`First round ${percent(before)} of one mind${after === null ? '' : `, second round ${percent(after)}`}`}>
      <line x1={x(0)} x2={x(1)} y1="10" y2="10" className={classes.scale} />
      {after !== null && <line x1={x(before)} x2={x(after)} y1="10" y2="10" className={classes.moved} />}
      {after !== null && <circle cx={x(after)} cy="10" r="6" className={classes.after} />}
      <circle cx={x(before)} cy="10" r="6" className={classes.before} />
    </svg>
  )
}

/** Parts of a whole, side by side. */
export function Stack({ parts }: { parts: readonly { key: string; label: string; n: number }[] }) {
  const all = Math.max(1, parts.reduce((sum, p) => sum + p.n, 0))
  let from = 0
  return (
    <svg className={classes.plot} width="100%" height={24} role="img" aria-label={parts.filter(p => p.n > 0).map(p => `${p.label}: ${p.n}`).join(', ') || 'No decision'}>
      {parts.map(p => {
        const x = from
        from += p.n
        return <rect key={p.key} x={`${(100 * x) / all}%`} width={`${(100 * p.n) / all}%`} height={24} className={classes[p.key]} />
      })}
    </svg>
  )
}
