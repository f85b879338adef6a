import type { ReviewRound } from '../../api/types'
import { usePeople } from '../../app/hub'
import { count } from '../../ui/names'
import classes from './Review.module.css'
import { byPosition } from './words'

/** What was said, by position, each round beside the other; how far they agree as bars with numbers. */
export function Revealed({ rounds }: { rounds: readonly ReviewRound[] }) {
  const people = usePeople()
  return (
    <section className={classes.rounds} aria-label="Opinions">
      {rounds.map(round => {
        const groups = byPosition(round.opinions)
        const all = round.opinions.length
        return (
          <div key={round.number}>
            <h3>{rounds.length > 1 ? (round.number === 1 ? 'First round' : 'Second round') : 'Opinions'} · {count(all, 'opinion')}{round.passed.length > 0 && `, ${round.passed.length} passed`}</h3>
            {groups.map(g => (
              <div key={g.position} className={classes.group}>
                <p><b>{g.position}</b><span>{g.of.length} of {all}</span></p>
                <svg width="100%" height="8" aria-hidden preserveAspectRatio="none"><rect width="100%" height="8" rx="4" className={classes.barAll} /><rect width={`${(100 * g.of.length) / all}%`} height="8" rx="4" className={classes.bar} /></svg>
                <ul>
                  {g.of.map(o => (
                    <li key={o.userId}>
                      <b>{people.full(o.userId)}</b>{people.get(o.userId)?.discipline && <span className={classes.quiet}> {people.get(o.userId)!.discipline.toLowerCase()}</span>}
                      {o.confidence !== null && <span className={classes.quiet}> · confidence {o.confidence} of 5</span>}
                      {o.deferTo && <span className={classes.quiet}> · defers to {people.short(o.deferTo)}</span>}
                      {o.reasoning && <p>{o.reasoning}</p>}
                    </li>
                  ))}
                </ul>
              </div>
            ))}
            {all === 0 && <p className={classes.quiet}>Nobody gave an opinion.</p>}
          </div>
        )
      })}
    </section>
  )
}
