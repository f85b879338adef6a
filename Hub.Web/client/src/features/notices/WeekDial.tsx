import { Button, Checkbox, SegmentedControl } from '@mantine/core'
import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react'
import type { DaySpan } from '../../api/types'
import classes from './WeekDial.module.css'
import { arc, clockOf, DAY, days, isNone, minutesAt, none, pointAt, spanWords, STEP, turned, weekWords } from './hours'

const TRACK = 112
const keys: Record<string, number> = { ArrowRight: STEP, ArrowUp: STEP, ArrowLeft: -STEP, ArrowDown: -STEP, PageUp: 60, PageDown: -60 }

interface Props {
  /** "Quiet hours". */
  label: string
  week: readonly DaySpan[]
  /** What a day begins with when it had none. */
  usual: DaySpan
  change: (week: DaySpan[]) => void
}

/** The hours of each day of the week as a dial of 24 hours: one day at a time on the rim, the whole week as rings within. By finger, mouse or arrow keys. */
export function WeekDial({ label, week, usual, change }: Props) {
  const [day, setDay] = useState(0)
  const span = week[day]!
  // Two keys in quick succession come before the page is drawn again: the second goes on from what the first made.
  const latest = useRef(week)
  latest.current = week
  const put = (next: Partial<DaySpan>) => {
    latest.current = latest.current.map((s, i) => (i === day ? { ...s, ...next } : s))
    change([...latest.current])
  }
  return (
    <div className={classes.dial} role="group" aria-label={label}>
      <p className={classes.words}>{weekWords(week)}</p>
      <SegmentedControl
        fullWidth size="sm" aria-label={`${label}: day`} value={String(day)} onChange={v => setDay(Number(v))}
        data={days.map((name, i) => ({ value: String(i), label: <><span aria-hidden>{name.slice(0, 2)}</span><span className="visually-hidden">{name}</span></> }))}
      />
      <svg className={classes.face} viewBox="-144 -144 288 288">
        <g aria-hidden>
          {week.map((s, i) => (
            <g key={days[i]} data-chosen={i === day || undefined} className={classes.ring}>
              <circle r={96 - i * 7} />
              {!isNone(s) && <path d={arc(s, 96 - i * 7)} />}
            </g>
          ))}
          <circle className={classes.track} r={TRACK} />
          {!isNone(span) && <path className={classes.arc} d={arc(span, TRACK)} />}
          {[0, 6, 12, 18].map(hour => {
            const at = pointAt(hour * 60, 134)
            return <text key={hour} x={at.x} y={at.y}>{String(hour).padStart(2, '0')}</text>
          })}
        </g>
        {!isNone(span) && <>
          <Handle label={`${days[day]}, from`} span={() => latest.current[day]!} end="from" at={span.from} move={from => put({ from })} />
          <Handle label={`${days[day]}, to`} span={() => latest.current[day]!} end="to" at={span.to} move={to => put({ to })} />
        </>}
      </svg>
      <div className={classes.acts}>
        <Checkbox label={isNone(span) ? `${days[day]}: none` : `${days[day]} ${spanWords(span)}`} checked={!isNone(span)} onChange={e => put(e.currentTarget.checked ? usual : none)} />
        <Button variant="default" size="sm" onClick={() => change(week.map(() => span))}>The same every day</Button>
      </div>
    </div>
  )
}

function Handle({ label, span, end, at, move }: { label: string; span: () => DaySpan; end: 'from' | 'to'; at: number; move: (to: number) => void }) {
  const place = pointAt(at, TRACK)
  const other = () => span()[end === 'from' ? 'to' : 'from']
  // Both at one time would be no hours at all.
  const to = (minutes: number) => { if (minutes !== other() && minutes !== span()[end]) move(minutes) }
  const onKeyDown = (event: KeyboardEvent) => {
    const by = keys[event.key]
    if (by === undefined) return
    event.preventDefault()
    const now = span()[end]
    to(turned(now, turned(now, by) === other() ? by + Math.sign(by) * STEP : by))
  }
  const onPointerMove = (event: PointerEvent<SVGGElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
    const face = event.currentTarget.ownerSVGElement!.getBoundingClientRect()
    to(minutesAt(event.clientX - face.left - face.width / 2, event.clientY - face.top - face.height / 2))
  }
  return (
    <g
      className={classes.handle} transform={`translate(${place.x} ${place.y})`} role="slider" tabIndex={0} aria-label={label} aria-valuemin={0} aria-valuemax={DAY - STEP} aria-valuenow={at} aria-valuetext={clockOf(at)}
      onKeyDown={onKeyDown} onPointerDown={e => e.currentTarget.setPointerCapture(e.pointerId)} onPointerMove={onPointerMove}
    >
      <circle className={classes.touch} r={22} /><circle r={11} />
    </g>
  )
}
