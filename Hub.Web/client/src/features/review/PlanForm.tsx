import { Button, Checkbox, NumberInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Review } from '../../api/types'
import { usePeople } from '../../app/hub'
import type { Act } from '../../app/useAct'
import { capital } from '../../ui/names'
import { clock, localDate } from '../../ui/time'
import classes from './Review.module.css'

/** When the review meets, for how long, and who must be there. */
export function PlanForm({ plan, act, done }: { plan: Review['plan']; act: Act; done: () => void }) {
  const people = usePeople()
  const known = [...new Set([...people.list.map(p => p.discipline), ...plan?.expects ?? []])].filter(Boolean).sort()
  const [date, setDate] = useState(plan ? localDate(plan.at) : '')
  const [time, setTime] = useState(plan ? clock(plan.at) : '')
  const [minutes, setMinutes] = useState<number | string>(plan?.minutes ?? 60)
  const [expects, setExpects] = useState<string[]>([...plan?.expects ?? []])
  const complete = date && time && typeof minutes === 'number'
  const send = async () => {
    if (await act({ type: 'planReview', at: new Date(`${date}T${time}`).toISOString(), minutes: Number(minutes), expects })) done()
  }
  return (
    <form className={classes.form} aria-label="Time of the review" onSubmit={e => { e.preventDefault(); if (complete) void send() }}>
      <div className={classes.three}>
        <TextInput type="date" label="Date" withAsterisk value={date} onChange={e => setDate(e.currentTarget.value)} />
        <TextInput type="time" label="Time" withAsterisk value={time} onChange={e => setTime(e.currentTarget.value)} />
        <NumberInput label="Minutes" withAsterisk min={5} max={600} value={minutes} onChange={setMinutes} />
      </div>
      <Checkbox.Group label="Expected disciplines" description="Without them it should not begin." value={expects} onChange={setExpects}>
        <div className={classes.checks}>{known.map(d => <Checkbox key={d} value={d} label={capital(d)} />)}</div>
      </Checkbox.Group>
      <div className={classes.buttons}><Button type="submit" disabled={!complete}>Set the time</Button><Button variant="default" onClick={done}>Cancel</Button></div>
    </form>
  )
}
