import type { JobRun } from '../../api/types'
import classes from './Jobs.module.css'
import { plotWords } from './words'

const SHOWN = 40
const WIDTH = 164
const HEIGHT = 36
const STEP = WIDTH / SHOWN

/** The last runs as bars, oldest first: as high as they took long (on a scale that doubles, so that one slow run does not flatten all), red and of full height where one failed. */
export function RunsPlot({ runs }: { runs: JobRun[] }) {
  const shown = runs.slice(0, SHOWN).reverse()
  const highest = Math.log2(2 + Math.max(1, ...shown.map(r => r.longestMs)))
  const left = SHOWN - shown.length
  return (
    <svg className={classes.plot} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={plotWords(shown)}>
      {shown.map((run, i) => {
        const height = run.failures > 0 ? HEIGHT - 2 : Math.max(2, (Math.log2(1 + run.longestMs) / highest) * (HEIGHT - 2))
        return <rect key={run.began} x={(left + i) * STEP + 0.5} y={HEIGHT - 1 - height} width={STEP - 1} height={height} data-failed={run.failures > 0 || undefined} />
      })}
      <line x1="0" x2={WIDTH} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} />
    </svg>
  )
}
