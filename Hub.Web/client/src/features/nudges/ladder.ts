import type { Ladder, NudgePolicy } from '../../api/types'

export type Who = Ladder['steps'][number]['who']
export const everybody: readonly Who[] = ['person', 'cover', 'duty', 'lead']
export const called: Record<Who, string> = { person: 'Who is asked', cover: 'Whoever covers for them', duty: 'A role on duty', lead: 'The lead of the team' }
export const priorities = ['urgent', 'important', 'routine'] as const
const DAY = 1440

/** "every 2 min, 10 times", "at once, after 15 and 60 min", "on 3 working mornings". */
export function timesWords(at: readonly number[], routine: boolean): string {
  if (routine) return at.length === 1 ? 'on a working morning' : `on ${at.length} working mornings`
  const gap = at[1]! - at[0]!
  if (at.length > 2 && at.every((m, i) => m === i * gap)) return `every ${gap} min, ${at.length} times`
  if (at.length === 1) return 'once'
  return `at once, after ${at.slice(1, -1).join(', ')}${at.length > 2 ? ' and ' : ''}${at.at(-1)} min`
}

export function dueWords(name: (typeof priorities)[number], ladder: Ladder): string {
  if (name === 'routine') return 'gathered into the next working morning'
  return `due after ${ladder.dueMinutes} min where no time was given`
}

/** What the form says, as a policy; null when a field holds something that is no list of minutes. */
export function fromForm(form: FormData, version: number): NudgePolicy | null {
  const ladder = (name: string): Ladder | null => {
    const unit = name === 'routine' ? DAY : 1
    const steps = everybody.filter(who => who === 'person' || form.get(`${name}-${who}`) === 'on').map(who => ({
      who,
      at: String(form.get(`${name}-${who}-at`)).split(/[\s,]+/).filter(Boolean).map(m => Number(m) * unit),
      then: Number(form.get(`${name}-${who}-then`)) * unit,
    }))
    const due = Number(form.get(`${name}-due`) ?? 0)
    return steps.every(s => s.at.length > 0 && s.at.every(Number.isInteger) && Number.isInteger(s.then)) && Number.isInteger(due) ? { dueMinutes: due, steps } : null
  }
  const [urgent, important, routine] = priorities.map(ladder)
  return urgent && important && routine ? { version, urgent, important, routine } : null
}
