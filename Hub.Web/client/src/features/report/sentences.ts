import type { CaseReport, DecisionsReport, DisciplineReport, HalfReport } from '../../api/types'
import { capital, count, sentence } from '../../ui/names'

/** "45 s", "12 min", "1 h 5 min" */
export function minutesWords(minutes: number): string {
  if (minutes < 1) return `${Math.round(minutes * 60)} s`
  const whole = Math.round(minutes)
  return whole < 60 ? `${whole} min` : `${Math.floor(whole / 60)} h${whole % 60 ? ` ${whole % 60} min` : ''}`
}

export function percent(share: number): string {
  return `${Math.round(100 * share)} %`
}

export function timeSentence(cases: readonly CaseReport[]): string {
  const all = cases.reduce((sum, c) => sum + c.minutes, 0)
  const planned = cases.filter(c => c.plannedMinutes !== null)
  const over = planned.filter(c => c.minutes > c.plannedMinutes!).length
  const against = planned.length === 0 ? '' : over === 0 ? '; all that had a time kept to it' : `; ${over} of ${planned.length} with a planned time went over it`
  return `${capital(count(cases.length, 'case'))} took ${minutesWords(all)}, ${minutesWords(all / cases.length)} each on average${against}.`
}

export function halvesSentence(first: HalfReport, second: HalfReport): string {
  const change = second.minutes / Math.max(first.minutes, 0.001)
  const time = Math.abs(change - 1) < 0.1 ? 'about as long as' : change < 1 ? `${percent(1 - change)} less time than` : change < 2 ? `${percent(change - 1)} longer than` : `${change.toFixed(1)} times as long as`
  const said = Math.abs(second.contributions - first.contributions) < 0.5 ? 'as much was said on each' : second.contributions < first.contributions ? 'less was said on each' : 'more was said on each'
  return `Cases of the second half took ${time} those of the first, and ${said}.`
}

export function disciplineSentence(disciplines: readonly DisciplineReport[], cases: number): string {
  if (disciplines.length === 0) return 'Nobody came to the review.'
  const all = disciplines.filter(d => d.heardIn === cases)
  const silent = disciplines.filter(d => d.heardIn === 0)
  if (all.length === disciplines.length) return 'Every discipline was heard in every case.'
  const heard = all.length === 0 ? 'No discipline was heard in every case' : `${capital(sentence(all.map(d => d.discipline)))} ${all.length === 1 ? 'was' : 'were'} heard in every case`
  return silent.length === 0 ? `${heard}; each was heard in at least one.` : `${heard}; ${sentence(silent.map(d => d.discipline))} in none.`
}

export function agreementSentence(cases: readonly CaseReport[]): string {
  const both = cases.filter(c => c.after !== null)
  const mean = (of: readonly number[]) => of.reduce((sum, n) => sum + n, 0) / of.length
  const before = `On average ${percent(mean(cases.map(c => c.before!)))} were of one mind before the discussion`
  if (both.length === 0) return `${before}; there was no second round.`
  return `${before}; where there was a second round it went from ${percent(mean(both.map(c => c.before!)))} to ${percent(mean(both.map(c => c.after!)))}.`
}

export function decisionsSentence(d: DecisionsReport): string {
  const all = d.implemented + d.partly + d.not + d.open + d.overdue
  if (all === 0) return 'Nothing was decided.'
  const due = d.implemented + d.partly + d.not + d.overdue
  const none = d.none > 0 ? ` ${capital(count(d.none, 'case'))} closed without one.` : ''
  if (due === 0) return `${capital(count(all, 'decision'))}, none of them due yet.${none}`
  return `${d.implemented} of ${count(due, 'decision')} that came due ${d.implemented === 1 ? 'was' : 'were'} carried out${d.partly > 0 ? `, ${d.partly} in part` : ''}.${none}`
}
