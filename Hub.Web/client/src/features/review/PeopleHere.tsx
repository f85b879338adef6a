import { useMemo } from 'react'
import { useStore } from 'zustand'
import type { Review, ReviewCase } from '../../api/types'
import { useHub } from '../../app/hub'
import type { LiveRoom } from '../../sync/liveRoom'
import { PeopleColumn } from './PeopleColumn'

/** The people of a live room. Whoever reads the page is here. */
export function PeopleHere({ room, review, of }: { room: LiveRoom; review: Review; of: ReviewCase | null }) {
  const { me } = useHub()
  const members = useStore(room.view, v => v.room.members)
  const present = useStore(room.view, v => v.present)
  const ids = useMemo(() => members.map(m => m.userId), [members])
  const here = useMemo(() => [me.id, ...present], [me.id, present])
  return <PeopleColumn members={ids} here={here} review={review} of={of} />
}
