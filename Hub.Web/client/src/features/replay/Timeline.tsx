import { ActionIcon, NativeSelect, SegmentedControl } from '@mantine/core'
import { IconPlayerPauseFilled, IconPlayerPlayFilled, IconPlayerSkipBackFilled, IconPlayerSkipForwardFilled } from '@tabler/icons-react'
import { memo, useMemo } from 'react'
import { clockWords } from '../review/useReview'
import classes from './Replay.module.css'
import { bandAt, type Band, type Course } from './replay'
import { speeds, type Player, type Speed } from './usePlayer'

const phaseNames: Record<Band['phase'], string> = { waiting: 'Not begun', presenting: 'Present', opinions: 'Opinions, blind', discussing: 'Discuss', decided: 'Decided', closed: 'Closed' }

function bandWords(b: Band): string {
  return `Case ${b.number}: ${phaseNames[b.phase].toLowerCase()}${b.round > 1 ? ', second round' : ''}`
}

const legend = (
  <ul className={classes.legend}>
    {(['presenting', 'opinions', 'discussing', 'decided'] as const).map(p => <li key={p}><span className={classes.sign} data-phase={p} aria-hidden />{phaseNames[p]}</li>)}
  </ul>
)

/** The whole review as bands of phases under the numbers of its cases, a place in it, and what moves that place. */
export function Timeline({ course, player }: { course: Course; player: Player }) {
  const { played, playing, speed, setSpeed, toggle, seek, jump } = player
  const band = bandAt(course, played)
  const length = Math.max(1, course.length)
  return (
    <section aria-label="Time line" className={classes.timeline}>
      <div className={classes.bands} aria-hidden>
        <Bands course={course} now={band} />
        <span className={classes.now} style={{ transform: `translateX(${(100 * played) / length}%)` }} />
      </div>
      <input
        type="range" className={classes.range} min={0} max={Math.round(length / 1000)} step={1} value={Math.round(played / 1000)} aria-label="Place in the review"
        aria-valuetext={`${band ? bandWords(band) : ''}, ${clockWords(played)} of ${clockWords(course.length)}`} onChange={e => seek(Number(e.currentTarget.value) * 1000)}
      />
      <div className={classes.controls}>
        <Keys playing={playing} toggle={toggle} jump={jump} />
        <span className={`${classes.time} figures`}>{clockWords(played)} of {clockWords(course.length)}</span>
        <Speeds speed={speed} setSpeed={setSpeed} />
        <Jump course={course} now={band} seek={seek} />
      </div>
      {legend}
    </section>
  )
}

/** Drawn once, and again only when another phase is played. */
const Bands = memo(function Bands({ course, now }: { course: Course; now: Band | undefined }) {
  const cases = useMemo(() => casesOf(course.bands), [course])
  const place = (b: { from: number; to: number }) => ({ left: `${(100 * b.from) / Math.max(1, course.length)}%`, width: `${(100 * (b.to - b.from)) / Math.max(1, course.length)}%` })
  const room = (b: Band) => { const share = (b.to - b.from) / Math.max(1, course.length); return share > 0.25 ? 'much' : share > 0.08 ? 'some' : undefined }
  return (
    <>
      {cases.map(c => <span key={c.number} className={classes.caseMark} style={place(c)}>{c.number}</span>)}
      {course.bands.map((b, i) => <span key={i} className={classes.band} data-phase={b.phase} data-now={b === now || undefined} data-wide={room(b)} title={bandWords(b)} style={place(b)}><span>{phaseNames[b.phase]}</span></span>)}
    </>
  )
})

const Keys = memo(function Keys({ playing, toggle, jump }: Pick<Player, 'playing' | 'toggle' | 'jump'>) {
  return (
    <>
      <ActionIcon size={44} variant="default" aria-label="Phase before" onClick={() => jump(-1)}><IconPlayerSkipBackFilled size={18} aria-hidden /></ActionIcon>
      <ActionIcon size={44} variant="filled" color="teal" aria-label={playing ? 'Pause' : 'Play'} onClick={toggle}>{playing ? <IconPlayerPauseFilled size={20} aria-hidden /> : <IconPlayerPlayFilled size={20} aria-hidden />}</ActionIcon>
      <ActionIcon size={44} variant="default" aria-label="Phase after" onClick={() => jump(1)}><IconPlayerSkipForwardFilled size={18} aria-hidden /></ActionIcon>
    </>
  )
})

const Speeds = memo(function Speeds({ speed, setSpeed }: Pick<Player, 'speed' | 'setSpeed'>) {
  return <SegmentedControl size="sm" aria-label="Speed" value={String(speed)} onChange={v => setSpeed(Number(v) as Speed)} data={speeds.map(s => ({ value: String(s), label: `${s}×` }))} />
})

const Jump = memo(function Jump({ course, now, seek }: { course: Course; now: Band | undefined; seek: (to: number) => void }) {
  const data = useMemo(() => course.bands.map((b, i) => ({ value: String(i), label: bandWords(b) })), [course])
  return <NativeSelect className={classes.jump!} aria-label="Jump to a phase" value={now ? String(course.bands.indexOf(now)) : ''} onChange={e => seek(course.bands[Number(e.currentTarget.value)]!.from)} data={data} />
})

function casesOf(bands: readonly Band[]): { number: number; from: number; to: number }[] {
  const cases: { number: number; from: number; to: number }[] = []
  for (const b of bands) {
    const open = cases.at(-1)
    if (open?.number === b.number) open.to = b.to
    else cases.push({ number: b.number, from: b.from, to: b.to })
  }
  return cases
}
