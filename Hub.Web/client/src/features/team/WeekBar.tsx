import { Menu } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../api/routes'
import type { DutyRole, Shift } from '../../api/types'
import { usePeople } from '../../app/hub'
import { now } from '../../sync/serverClock'
import { initials } from '../../ui/names'
import type { Doing } from './TeamPage'
import classes from './Team.module.css'
import { dayLabel, days, placeOf, untilWords, weekEnd, weekStart } from './week'

/** The names of the days above the bars. */
export function WeekHead() {
  return <div className={classes.head} aria-hidden>{days().map(d => <span key={d.getTime()}>{dayLabel(d)}</span>)}</div>
}

/** Seven days of one role: a block a shift, as wide as it is long; a line where now is. A gap is a time with nobody on duty. */
export function WeekBar({ role, lead, doing }: { role: DutyRole; lead: boolean; doing: Doing }) {
  const { data: shifts, isError } = useQuery({
    queryKey: ['shifts', role.id, weekStart().getTime()],
    queryFn: () => api.shifts(role.id, weekStart().toISOString(), weekEnd().toISOString()),
  })
  if (isError && !shifts) return <p className={classes.none}>The roster could not be read.</p>
  return (
    <div className={classes.bar} style={{ '--now': placeOf(now()) } as React.CSSProperties}>
      <ul aria-label={`The week of ${role.name}`}>{shifts?.map((s, i) => <Block key={s.id} role={role} shift={s} odd={i % 2 === 1} lead={lead} doing={doing} />)}</ul>
    </div>
  )
}

function Block({ role, shift, odd, lead, doing }: { role: DutyRole; shift: Shift; odd: boolean; lead: boolean; doing: Doing }) {
  const people = usePeople()
  const from = placeOf(shift.from)
  const style = { left: `${from * 100}%`, width: `${(placeOf(shift.to) - from) * 100}%` }
  const words = `${people.full(shift.userId)}, ${untilWords(shift.from)} to ${untilWords(shift.to)}`
  const shown = <><span className={classes.who} aria-hidden><span>{people.short(shift.userId)}</span><span>{initials(people.full(shift.userId))}</span></span><span className="visually-hidden">{words}</span></>
  const over = new Date(shift.to) <= now()
  if (!lead || over) return <li className={classes.block} data-odd={odd || undefined} style={style} title={words}>{shown}</li>
  return (
    <li className={classes.block} data-odd={odd || undefined} style={style}>
      <Menu position="bottom">
        <Menu.Target><button type="button" title={words}>{shown}</button></Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{words}</Menu.Label>
          <Menu.Item color="red" onClick={() => void doing(api.removeShift(role.id, shift.id))}>{new Date(shift.from) <= now() ? 'End it now' : 'Take it back'}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </li>
  )
}
