import { IconHandStop } from '@tabler/icons-react'
import { useStore } from 'zustand'
import type { Review, ReviewCase } from '../../api/types'
import { useHub, usePeople } from '../../app/hub'
import type { LiveRoom } from '../../sync/liveRoom'
import { capital } from '../../ui/names'
import { PersonAvatar } from '../../ui/PersonAvatar'
import classes from './Review.module.css'

/** The members by discipline: who is here, who has spoken or passed, whose hand is up. */
export function PeopleColumn({ room, review, of: c }: { room: LiveRoom; review: Review; of: ReviewCase | null }) {
  const { me } = useHub()
  const people = usePeople()
  const { room: state, present, hands } = useStore(room.view)
  const heard = new Set(c?.rounds.flatMap(r => [...r.given, ...r.passed]) ?? [])
  const disciplines = new Map<string, string[]>()
  for (const m of state.members) {
    const name = people.get(m.userId)?.discipline ?? 'Care team'
    disciplines.set(name, [...disciplines.get(name) ?? [], m.userId])
  }
  return (
    <aside className={classes.people} aria-label="People">
      {[...disciplines].sort(([a], [b]) => a.localeCompare(b)).map(([name, ids]) => (
        <section key={name}>
          <h3>{capital(name)}</h3>
          <ul>
            {ids.map(u => {
              const here = u === me.id || present.includes(u)
              const place = hands.indexOf(u)
              return (
                <li key={u}>
                  <PersonAvatar name={people.full(u)} discipline={people.get(u)?.discipline} size={32} present={here} />
                  <span>{people.full(u)}{u === me.id && ' (you)'}<small>{[u === review.chair && 'chair', here ? 'here' : 'away', heard.has(u) && (c!.rounds.some(r => r.given.includes(u)) ? 'has spoken' : 'passed')].filter(Boolean).join(' · ')}</small></span>
                  {place >= 0 && <span className={classes.hand}><IconHandStop size={16} aria-hidden />hand up, {place + 1}.</span>}
                </li>
              )
            })}
          </ul>
        </section>
      ))}
    </aside>
  )
}
