import { Button, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useStore } from 'zustand'
import { api } from '../../api/routes'
import type { Id } from '../../api/types'
import { usePeople } from '../../app/hub'
import type { LiveRoom } from '../../sync/liveRoom'
import { atTime } from '../../ui/time'
import { useDeeds } from '../room/useRoom'
import classes from './Pinned.module.css'

const FIRST = 5

/** Messages that the room keeps in view, the last pinned first. */
export function PinnedList({ room, id, went }: { room: LiveRoom; id: Id; went: () => void }) {
  const people = usePeople()
  const deeds = useDeeds()
  const [all, setAll] = useState(false)
  const pins = useStore(room.view, v => v.room.pins)
  const messages = useStore(room.view, v => v.room.messages)
  const shown = [...pins].reverse().slice(0, all ? pins.length : FIRST)
  const { data } = useQuery({
    queryKey: ['pins', id, shown.map(p => p.seq)],
    queryFn: async () => new Map((await Promise.all(shown.map(p => api.messages(id, p.seq + 1, 1)))).flatMap(page => page.messages.map(m => [m.seq, m] as const))),
    gcTime: 0, enabled: pins.length > 0,
  })
  if (pins.length === 0) return <Text size="sm" c="var(--hub-quiet)">None. Pin a message from its menu to keep it here.</Text>
  return (
    <>
      <ul className={classes.pins}>
        {shown.map(pin => {
          const m = messages.find(x => x.seq === pin.seq) ?? data?.get(pin.seq)
          return (
            <li key={pin.seq}>
              <button type="button" onClick={() => { deeds.goTo(pin.seq); went() }}>
                <b>{m ? people.full(m.author) : '…'}</b>
                <span>{m ? m.text ?? 'Message deleted' : '…'}</span>
                <small>Pinned by {people.short(pin.by)}, {atTime(pin.at)}</small>
              </button>
            </li>
          )
        })}
      </ul>
      {!all && pins.length > FIRST && <Button variant="subtle" size="sm" onClick={() => setAll(true)}>All {pins.length}</Button>}
    </>
  )
}
