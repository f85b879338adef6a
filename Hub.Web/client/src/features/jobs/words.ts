import type { Job, JobRun } from '../../api/types'
import { count } from '../../ui/names'

/** "VerifyJournals" as a person reads it: "Verify journals". */
export function jobName(name: string): string {
  return name.replace(/(?<=[a-z])[A-Z]/g, letter => ` ${letter.toLowerCase()}`)
}

/** A duration as short as it can be said: "12 ms", "3.4 s", "2 min". */
export function took(ms: number): string {
  if (ms < 10) return `${ms.toFixed(1)} ms`
  if (ms < 1000) return `${Math.round(ms)} ms`
  return ms < 120_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / 60_000)} min`
}

/** "in 40 s", "in 12 min", "in 5 h": until an instant that is seldom more than a day off. */
export function until(at: string, now: Date): string {
  const seconds = Math.max(0, (new Date(at).getTime() - now.getTime()) / 1000)
  if (seconds < 60) return `in ${Math.ceil(seconds)} s`
  return seconds < 3600 ? `in ${Math.round(seconds / 60)} min` : `in ${Math.round(seconds / 3600)} h`
}

/** How the last run went, in words that need no colour. */
export function outcome(job: Job): string {
  if (job.running) return 'running now'
  const last = job.recent[0]
  if (!last) return 'has not run yet'
  if (last.outcome === 'failed') return `failed: ${last.error ?? 'unknown'}`
  return last.outcome === 'cutOff' ? 'was cut off; the next run does what is left' : `took ${took(last.longestMs)}`
}

/** What the plot of the last runs shows, in one sentence. */
export function plotWords(runs: JobRun[]): string {
  if (runs.length === 0) return 'No runs yet.'
  const failed = runs.filter(r => r.failures > 0).length
  const longest = took(Math.max(...runs.map(r => r.longestMs)))
  return `Last ${count(runs.length, 'record', 'records')} of its runs, the newest on the right: the longest took ${longest}, ${failed === 0 ? 'none failed' : `${failed} with failures`}.`
}
