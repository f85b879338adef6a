import { memo } from 'react'
import { IconAlertTriangle, IconHandStop, IconMicrophone } from '@tabler/icons-react'
import { useStore, type StoreApi } from 'zustand'
import type { Id, Review, ReviewCase } from '../../api/types'
import { useHub, usePeople } from '../../app/hub'
import { capital } from '../../ui/names'
import { PersonAvatar } from '../../ui/PersonAvatar'
import classes from './Review.module.css'
import { placeWords } from './words'

/** Who is a member, and who is here: of a live room, or of one that is replayed. */
export interface PeopleInRoom {
  room: { members: readonly { userId: Id }[] }
  present: readonly Id[]
}

interface PeopleSource {
  /** Whoever reads a live page is here; whoever watches a replay may not have been. */
  replayed?: boolean
  view: Pick<StoreApi<PeopleInRoom>, 'getState' | 'getInitialState' | 'subscribe'>
}

/** The members by discipline: who is here, who has spoken or passed, whose hand is up and at which place of the queue. */
export function PeopleColumn({ room, review, of: c }: { room: PeopleSource; review: Review; of: ReviewCase | null }) {
  const people = usePeople()
  const members = useStore(room.view, v => v.room.members)
  const disciplines = new Map<string, Id[]>((review.plan?.expects ?? []).map(d => [d, []]))
  for (const m of members) {
    const name = people.get(m.userId)?.discipline || 'care team'
    disciplines.set(name, [...disciplines.get(name) ?? [], m.userId])
  }
  return (
    <aside className={classes.people} aria-label="People">
      {[...disciplines].sort(([a], [b]) => a.localeCompare(b)).map(([name, ids]) => (
        <section key={name}>
          <h3>{capital(name)}{review.plan?.expects.includes(name) && <span className={classes.tag}> · expected</span>}{c?.unheard.includes(name) && <span className={classes.tag}> · not heard yet</span>}</h3>
          {ids.length === 0
            ? <p className={classes.lacks}><IconAlertTriangle size={15} aria-hidden /> Nobody in this room</p>
            : <ul>{ids.map(u => <Somebody key={u} userId={u} room={room} chair={u === review.chair} said={c && saidWords(c, u)} speaks={u === review.speaking} place={review.hands.indexOf(u)} />)}</ul>}
        </section>
      ))}
    </aside>
  )
}

interface Props {
  userId: Id
  room: PeopleSource
  chair: boolean
  said: string | false | null
  speaks: boolean
  /** In the queue to speak, from 0; -1: not in it. */
  place: number
}

/** One line of many: it is drawn again only when something of its own has changed. */
const Somebody = memo(function Somebody({ userId: u, room, chair, said, speaks, place }: Props) {
  const { me } = useHub()
  const people = usePeople()
  const here = useStore(room.view, v => (!room.replayed && u === me.id) || v.present.includes(u))
  return (
    <li>
      <PersonAvatar name={people.full(u)} discipline={people.get(u)?.discipline} size={32} present={here} />
      <span>{people.full(u)}{u === me.id && ' (you)'}<small>{[chair && 'chair', here ? 'here' : 'away', said].filter(Boolean).join(' · ')}</small></span>
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
