import type { ReviewRound } from '../../api/types'
import { capital } from '../../ui/names'
import classes from './Agreement.module.css'
import { byPosition } from './words'

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** The positions of all rounds, each with the letter that stands for it in the plot: the most frequent of the last round first. */
export function lettersOf(rounds: readonly ReviewRound[]): Map<string, string> {
  const positions = [...rounds].reverse().flatMap(r => byPosition(r.opinions).map(g => g.position))
  return new Map([...new Set(positions)].map((p, i) => [p, LETTERS[i] ?? '…']))
}

/** How far they agree: a bar a round, its parts as wide as the positions are frequent, and one sentence that says the same. */
export function Agreement({ rounds }: { rounds: readonly ReviewRound[] }) {
  const spoken = rounds.filter(r => r.opinions.length > 0)
  if (spoken.length === 0) return null
  const letters = lettersOf(spoken)
  return (
    <figure className={classes.plot} aria-label="Agreement">
      {spoken.map(round => (
        <div key={round.number} className={classes.row}>
          <span>{spoken.length > 1 ? (round.number === 1 ? 'First' : 'Second') : 'Opinions'}</span>
          <div className={classes.bar} aria-hidden>
            {byPosition(round.opinions).map((g, i) => <b key={g.position} data-place={i === 0 ? 'first' : i % 2 === 1 ? 'odd' : 'even'} style={{ flexGrow: g.of.length }}>{letters.get(g.position)} {g.of.length}</b>)}
          </div>
        </div>
      ))}
      <figcaption>{sentenceOf(spoken)}</figcaption>
    </figure>
  )
}

/** "4 of 5 agree, confidence 4.2 on average. First round: no two agree, confidence 3.1 on average. 2 changed their position." */
export function sentenceOf(rounds: readonly ReviewRound[]): string {
  const words = (r: ReviewRound) => {
    const most = byPosition(r.opinions)[0]!.of.length
    const said = r.opinions.map(o => o.confidence).filter(c => c !== null)
    const all = r.opinions.length
    const agree = all === 1 ? 'one opinion' : most === all ? (all === 2 ? 'both agree' : `all ${all} agree`) : most === 1 ? 'no two agree' : `${most} of ${all} agree`
    return `${agree}${said.length > 0 ? `, confidence ${(said.reduce((a, b) => a + b, 0) / said.length).toFixed(1)} on average` : ''}`
  }
  const [last, first] = [rounds.at(-1)!, rounds[0]!]
  if (first === last) return `${capital(words(last))}.`
  const before = new Map(first.opinions.map(o => [o.userId, o.position]))
  const changed = last.opinions.filter(o => before.has(o.userId) && before.get(o.userId) !== o.position).length
  return `${capital(words(last))}. First round: ${words(first)}. ${changed === 0 ? 'Nobody' : changed} changed their position.`
}
