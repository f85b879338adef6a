import { IconAlertTriangle, IconHandStop, IconMicrophone } from '@tabler/icons-react'
import { memo, useMemo } from 'react'
import type { Id, Review, ReviewCase } from '../../api/types'
import { useHub, usePeople, type People } from '../../app/hub'
import { capital } from '../../ui/names'
import { PersonAvatar } from '../../ui/PersonAvatar'
import classes from './Review.module.css'
import { placeWords } from './words'

interface Props {
  members: readonly Id[]
  /** Who of them is here: now, or at the moment that is replayed. */
  here: readonly Id[]
  review: Review
  of: ReviewCase | null
}

/** The members by discipline: who is here, who has spoken or passed, whose hand is up and at which place of the queue. */
export function PeopleColumn({ members, here, review, of: c }: Props) {
  const { me } = useHub()
  const people = usePeople()
  const expects = review.plan?.expects
  const disciplines = useMemo(() => byDiscipline(members, expects ?? [], people), [members, expects, people])
  return (
    <aside className={classes.people} aria-label="People">
      <div className={classes.stay}>
        {disciplines.map(([name, ids]) => (
          <section key={name}>
            <h3>{capital(name)}{expects?.includes(name) && <span className={classes.tag}> · expected</span>}{c?.unheard.includes(name) && <span className={classes.tag}> · not heard yet</span>}</h3>
            {ids.length === 0
              ? <p className={classes.lacks}><IconAlertTriangle size={15} aria-hidden /> Nobody in this room</p>
              : (
                <ul>
                  {ids.map(u => (
                    <Somebody
                      key={u} name={people.full(u)} discipline={people.get(u)?.discipline ?? ''} me={u === me.id} here={here.includes(u)} chair={u === review.chair}
                      said={c && saidWords(c, u)} speaks={u === review.speaking} place={review.hands.indexOf(u)}
                    />
                  ))}
                </ul>
              )}
          </section>
        ))}
      </div>
    </aside>
  )
}

function byDiscipline(members: readonly Id[], expects: readonly string[], people: People): [string, Id[]][] {
  const disciplines = new Map<string, Id[]>(expects.map(d => [d, []]))
  for (const m of members) {
    const name = people.get(m)?.discipline || 'care team'
    disciplines.set(name, [...disciplines.get(name) ?? [], m])
  }
  return [...disciplines].sort(([a], [b]) => a.localeCompare(b))
}

interface Person {
  name: string
  discipline: string
  me: boolean
  here: boolean
  chair: boolean
  said: string | false | null
  speaks: boolean
  /** In the queue to speak, from 0; -1: not in it. */
  place: number
}

/** One line of many: it is drawn again only when something of its own has changed. */
const Somebody = memo(function Somebody({ name, discipline, me, here, chair, said, speaks, place }: Person) {
  return (
    <li>
      <PersonAvatar name={name} discipline={discipline} size={32} present={here} />
      <span>{name}{me && ' (you)'}<small>{[chair && 'chair', here ? 'here' : 'away', said].filter(Boolean).join(' · ')}</small></span>
      {speaks
        ? <span className={classes.speaks}><IconMicrophone size={16} aria-hidden />speaks</span>
        : place >= 0 && <span className={classes.hand}><IconHandStop size={16} aria-hidden />{placeWords(place)}<span className="visually-hidden"> in line to speak</span></span>}
    </li>
  )
})

/** What somebody has said on a case, without what it was. */
function saidWords(c: ReviewCase, userId: Id): string | false {
  const round = c.phase === 'opinions' ? c.rounds.at(-1) : undefined
  if (round) return round.given.includes(userId) ? 'answered' : round.passed.includes(userId) ? 'passed' : false
  if (c.spoken.includes(userId) || c.rounds.some(r => r.given.includes(userId))) return 'has spoken'
  return c.passed.includes(userId) && 'passed'
}
