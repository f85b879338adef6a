import type { ReactNode } from 'react'
import type { SearchHit } from '../../api/types'
import type { People } from '../../app/hub'
import { PersonAvatar } from '../../ui/PersonAvatar'
import { atTime, fullInstant } from '../../ui/time'
import classes from './Search.module.css'

/** One message that was found: who, where, when, and the words in their place. */
export function HitLine({ hit, people, room }: { hit: SearchHit; people: People; room: string }) {
  return (
    <>
      <PersonAvatar name={people.full(hit.author)} discipline={people.get(hit.author)?.discipline} size={36} />
      <span className={classes.said}>
        <span className={classes.by}><b>{people.full(hit.author)}</b> in {room} · <time dateTime={hit.at} title={fullInstant(hit.at)}>{atTime(hit.at)}</time>{hit.priority !== 'routine' && <em> {hit.priority}</em>}</span>
        <span className={classes.snippet}>{marked(hit)}</span>
      </span>
    </>
  )
}

function marked({ snippet, marks }: SearchHit): ReactNode[] {
  const parts: ReactNode[] = []
  let at = 0
  for (const { start, length } of marks) {
    parts.push(snippet.slice(at, start), <mark key={start}>{snippet.slice(start, start + length)}</mark>)
    at = start + length
  }
  return [...parts, snippet.slice(at)]
}
