import { Tooltip } from '@mantine/core'
import type { Message } from '../../api/types'
import { useHub, type People } from '../../app/hub'
import { sentence } from '../../ui/names'
import classes from './Message.module.css'
import { useDeeds } from './useRoom'

/** Reactions, and who took note without having been asked. */
export function Reactions({ message: m, people }: { message: Message; people: People }) {
  const { me } = useHub()
  const deeds = useDeeds()
  const unasked = m.acknowledged.filter(a => !m.expects?.from.includes(a.userId))
  if (m.reactions.length === 0 && unasked.length === 0) return null
  const name = (userId: string) => (userId === me.id ? 'you' : people.short(userId))
  return (
    <div className={classes.reactions}>
      {m.reactions.map(r => {
        const mine = r.by.includes(me.id)
        return (
          <Tooltip key={r.emoji} label={sentence(r.by.map(name), 8)}>
            <button type="button" className={classes.reaction} aria-pressed={mine} aria-label={`${r.emoji} ${r.by.length}: ${sentence(r.by.map(name), 8)}`} onClick={() => void deeds.act({ type: 'react', seq: m.seq, emoji: r.emoji, on: !mine })}>
              <span aria-hidden>{r.emoji}</span> <span className="figures">{r.by.length}</span>
            </button>
          </Tooltip>
        )
      })}
      {unasked.length > 0 && <span className={classes.noted}>Acknowledged by {sentence(unasked.map(a => name(a.userId)))}</span>}
    </div>
  )
}
