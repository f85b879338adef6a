import { memo } from 'react'
import type { ReviewRound } from '../../api/types'
import { usePeople } from '../../app/hub'
import { count } from '../../ui/names'
import { Agreement, lettersOf } from './Agreement'
import classes from './Review.module.css'
import { byPosition } from './words'

interface Props {
  rounds: readonly ReviewRound[]
}

/** What was said, by position, each round beside the other; how far they agree as a plot. Drawn again only when a round is another one. */
export const Revealed = memo(function Revealed({ rounds }: Props) {
  const people = usePeople()
  const letters = lettersOf(rounds)
  const before = new Map(rounds.length > 1 ? rounds[0]!.opinions.map(o => [o.userId, o.position]) : [])
  return (
    <div>
      <h3 className={classes.heading}>Opinions</h3>
      <Agreement rounds={rounds} />
      <div className={classes.rounds}>
        {rounds.map(round => (
          <div key={round.number}>
            <h3>{rounds.length > 1 && `${round.number === 1 ? 'First' : 'Second'} round · `}{count(round.opinions.length, 'opinion')}{round.passed.length > 0 && `, ${round.passed.length} passed`}</h3>
            {byPosition(round.opinions).map(g => (
              <div key={g.position} className={classes.group}>
                <p><b>{letters.get(g.position)} · {g.position}</b><span>{g.of.length} of {round.opinions.length}</span></p>
                <ul>
                  {g.of.map(o => (
                    <li key={o.userId}>
                      <b>{people.full(o.userId)}</b>{people.get(o.userId)?.discipline && <span className={classes.quiet}> {people.get(o.userId)!.discipline.toLowerCase()}</span>}
                      {o.confidence !== null && <span className={classes.quiet}> · confidence {o.confidence} of 5</span>}
                      {o.deferTo && <span className={classes.quiet}> · defers to {people.short(o.deferTo)}</span>}
                      {round.number > 1 && before.has(o.userId) && before.get(o.userId) !== o.position && <b className={classes.changed}> · changed</b>}
                      {o.reasoning && <p>{o.reasoning}</p>}
                    </li>
                  ))}
                </ul>
              </div>
            ))}
            {round.opinions.length === 0 && <p className={classes.quiet}>Nobody gave an opinion.</p>}
          </div>
        ))}
      </div>
    </div>
  )
}, (was: Props, now: Props) => was.rounds.length === now.rounds.length && was.rounds.every((r, i) => r === now.rounds[i]))
