/** What the editor's form says of a rule, and the rule (RFC 5545) that it is. The sentence and the dates come from the server. */

export const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const
export type Day = (typeof DAYS)[number]
export const dayNames: Record<Day, string> = { MO: 'Monday', TU: 'Tuesday', WE: 'Wednesday', TH: 'Thursday', FR: 'Friday', SA: 'Saturday', SU: 'Sunday' }

export type End = { kind: 'never' } | { kind: 'until'; day: string } | { kind: 'count'; count: number }

/** `ordinal`: which such day of the month; -1 is the last. `date`: day of the month; -1 is the last. */
export interface RuleForm {
  every: number
  unit: 'week' | 'month'
  days: Day[]
  by: 'day' | 'date'
  ordinal: number
  date: number
  end: End
}

export function toRule(form: RuleForm): string {
  const parts = [form.unit === 'week' ? 'FREQ=WEEKLY' : 'FREQ=MONTHLY']
  if (form.every > 1) parts.push(`INTERVAL=${form.every}`)
  if (form.unit === 'week' && form.days.length > 0) parts.push(`BYDAY=${DAYS.filter(d => form.days.includes(d)).join(',')}`)
  if (form.unit === 'month') parts.push(form.by === 'day' ? `BYDAY=${form.ordinal}${form.days[0] ?? 'MO'}` : `BYMONTHDAY=${form.date}`)
  if (form.end.kind === 'until' && form.end.day) parts.push(`UNTIL=${form.end.day.replaceAll('-', '')}`)
  if (form.end.kind === 'count') parts.push(`COUNT=${form.end.count}`)
  return parts.join(';')
}

/** The form that says this rule; null: the form cannot say it. */
export function fromRule(rule: string): RuleForm | null {
  const parts = new Map(rule.toUpperCase().replace(/^RRULE:/, '').split(';').map(p => p.split('=') as [string, string]))
  const unit = { WEEKLY: 'week', MONTHLY: 'month' }[parts.get('FREQ') ?? ''] as RuleForm['unit'] | undefined
  const [byDay, byDate, until] = [parts.get('BYDAY'), parts.get('BYMONTHDAY'), parts.get('UNTIL')]
  if (!unit || parts.has('WKST') || (until && !/^\d{8}$/.test(until))) return null
  const day = /^(-?\d)?(MO|TU|WE|TH|FR|SA|SU)$/.exec(byDay ?? '')
  if (unit === 'month' && (byDay && byDate || byDay && !day?.[1] || byDate && !/^-?\d+$/.test(byDate) || !byDay && !byDate)) return null
  const form: RuleForm = {
    every: Number(parts.get('INTERVAL') ?? 1), unit, by: byDate ? 'date' : 'day', date: Number(byDate ?? 1),
    ordinal: unit === 'month' && day ? Number(day[1]) : 1,
    days: unit === 'month' ? (day ? [day[2] as Day] : []) : (byDay?.split(',') ?? []) as Day[],
    end: until ? { kind: 'until', day: `${until.slice(0, 4)}-${until.slice(4, 6)}-${until.slice(6)}` } : parts.has('COUNT') ? { kind: 'count', count: Number(parts.get('COUNT')) } : { kind: 'never' },
  }
  return form
}

/** The day of the week of a local date, "2026-03-03" is TU. */
export function dayOf(date: string): Day {
  return DAYS[(new Date(`${date}T12:00:00Z`).getUTCDay() + 6) % 7]!
}

/** A local date some days or a year later. */
export function later(date: string, { days = 0, years = 0 }: { days?: number; years?: number }): string {
  const at = new Date(`${date}T12:00:00Z`)
  at.setUTCDate(at.getUTCDate() + days)
  at.setUTCFullYear(at.getUTCFullYear() + years)
  return at.toISOString().slice(0, 10)
}
