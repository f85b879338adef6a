import type { Mentions } from '../../api/types'
import { usePeople } from '../../app/hub'
import type { LiveRoom } from '../../sync/liveRoom'
import { calls, mentionsIn } from './mentions'

export const NAMES_UNKNOWN = 'Whom @ calls is not known before the room is read. Your text is kept; without @ it goes at once.'

/** Whom a text mentions, as part of its command; null: it calls somebody, and who is in the room is not known yet. */
export type Mentioned = (text: string) => { mentions?: Mentions } | null

export function useMentioned(room: LiveRoom): Mentioned {
  const people = usePeople()
  return text => {
    const { phase, room: { members, roles } } = room.view.getState()
    if (calls(text) && (phase !== 'ready' || !people.known)) return null
    const mentions = mentionsIn(text, members, people, roles)
    return mentions ? { mentions } : {}
  }
}

/** What was said of a text, unless it is known by now whom it calls. */
export function saidOf(text: string, problem: string | null, mentioned: Mentioned): string | null {
  return problem === NAMES_UNKNOWN && mentioned(text) ? null : problem
}
