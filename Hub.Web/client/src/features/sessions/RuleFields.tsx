import { NativeSelect, NumberInput, TextInput } from '@mantine/core'
import classes from './Sessions.module.css'
import { DAYS, dayNames, dayOf, later, type Day, type RuleForm } from './rule'

const everyWeek = [{ value: '1', label: 'Every week' }, { value: '2', label: 'Every 2 weeks' }, { value: '3', label: 'Every 3 weeks' }, { value: '4', label: 'Every 4 weeks' }]
const everyMonth = [{ value: '1', label: 'Every month' }, { value: '2', label: 'Every 2 months' }, { value: '3', label: 'Every 3 months' }, { value: '6', label: 'Every 6 months' }]
const ordinals = [{ value: '1', label: 'first' }, { value: '2', label: 'second' }, { value: '3', label: 'third' }, { value: '4', label: 'fourth' }, { value: '-1', label: 'last' }]
const dates = [...Array.from({ length: 31 }, (_, i) => ({ value: String(i + 1), label: String(i + 1) })), { value: '-1', label: 'last day' }]

/** How often a series meets, and until when. */
export function RuleFields({ form, start, change }: { form: RuleForm; start: string; change: (form: RuleForm) => void }) {
  // A weekly rule without days means the day of its start (RFC 5545, 3.3.10).
  const days = form.days.length > 0 ? form.days : [dayOf(start)]
  const toggle = (day: Day) => change({ ...form, days: days.includes(day) ? days.filter(d => d !== day) : [...days, day] })
  const often = form.unit === 'week' ? everyWeek : everyMonth
  const value = String(form.every)
  const unit = (next: string) => change({ ...form, unit: next === 'week' ? 'week' : 'month', every: 1, days: days.slice(0, 1), by: next === 'date' ? 'date' : 'day' })
  return (
    <fieldset className={classes.when}>
      <legend>How often</legend>
      <NativeSelect size="md"
        label="Repeats" value={form.unit === 'week' ? 'week' : form.by} onChange={e => unit(e.currentTarget.value)}
        data={[{ value: 'week', label: 'By week' }, { value: 'day', label: 'Monthly, by day' }, { value: 'date', label: 'Monthly, by date' }]}
      />
      <NativeSelect size="md" label="Interval" value={value} onChange={e => change({ ...form, every: Number(e.currentTarget.value) })} data={often.some(o => o.value === value) ? often : [...often, { value, label: `Every ${value} ${form.unit}s` }]} />
      {form.unit === 'week' && (
        <div className={classes.days} role="group" aria-label="Days">
          {DAYS.map(d => <button key={d} type="button" aria-pressed={days.includes(d)} onClick={() => toggle(d)}><span aria-hidden>{dayNames[d].slice(0, 2)}</span><span className="visually-hidden">{dayNames[d]}</span></button>)}
        </div>
      )}
      {form.unit === 'month' && form.by === 'day' && (
        <>
          <NativeSelect size="md" label="On the" value={String(form.ordinal)} onChange={e => change({ ...form, ordinal: Number(e.currentTarget.value) })} data={ordinals} />
          <NativeSelect size="md" label="Day" value={form.days[0] ?? 'MO'} onChange={e => change({ ...form, days: [e.currentTarget.value as Day] })} data={DAYS.map(d => ({ value: d, label: dayNames[d] }))} />
        </>
      )}
      {form.unit === 'month' && form.by === 'date' && <NativeSelect size="md" label="On the" value={String(form.date)} onChange={e => change({ ...form, date: Number(e.currentTarget.value) })} data={dates} />}
      <NativeSelect size="md"
        label="Ends" value={form.end.kind} data={[{ value: 'until', label: 'On a day' }, { value: 'count', label: 'After some times' }, { value: 'never', label: 'Never' }]}
        onChange={e => change({ ...form, end: e.currentTarget.value === 'until' ? { kind: 'until', day: later(start, { years: 1 }) } : e.currentTarget.value === 'count' ? { kind: 'count', count: 12 } : { kind: 'never' } })}
      />
      {form.end.kind === 'until' && <TextInput type="date" label="Last on or before" value={form.end.day} onChange={e => change({ ...form, end: { kind: 'until', day: e.currentTarget.value } })} />}
      {form.end.kind === 'count' && <NumberInput size="md" label="Times" min={1} max={999} value={form.end.count} onChange={n => change({ ...form, end: { kind: 'count', count: Math.max(1, Number(n)) } })} />}
    </fieldset>
  )
}
