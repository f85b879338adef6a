import { Button } from '@mantine/core'
import { IconMoonStars } from '@tabler/icons-react'
import { useStore } from 'zustand'
import type { Expects } from '../../api/types'
import { useHub, usePeople } from '../../app/hub'
import type { LiveRoom } from '../../sync/liveRoom'
import { sentence } from '../../ui/names'
import { useTeams } from '../team/useTeams'
import classes from './Composer.module.css'
import { offDuty } from './duty'

/** Before sending: nobody who is addressed is on duty, and who is. It may be sent all the same. */
export function DutyWarning({ room, expects, ask }: { room: LiveRoom; expects: Expects | null; ask: (e: Expects) => void }) {
  const { me } = useHub()
  const people = usePeople()
  const { data: teams } = useTeams()
  const { kind, members, roles } = useStore(room.view, v => v.room)
  const others = members.map(m => m.userId).filter(u => u !== me.id)
  // An urgent message that expects nothing is addressed to everybody here; in a larger room somebody will be on duty.
  const asked = expects ? expects.from ?? [] : kind === 'direct' ? others : []
  const off = teams && asked.length + (expects?.roles?.length ?? 0) > 0 ? offDuty(asked, expects, roles, others, teams, me.id) : null
  if (!off) return null
  const also = (id: string) => ask({ kind: 'acknowledge', ...expects, from: [...(expects?.from ?? asked), id] })
  return (
    <div className={classes.warning} role="status">
      <IconMoonStars size={18} stroke={1.7} aria-hidden />
      <span>
        {off.vacant.length > 0 ? `Nobody holds ${sentence(off.vacant)} now. It waits for whoever takes it.` : asked.length === 1 ? `${people.short(asked[0]!)} is not on duty now.` : 'Nobody you ask is on duty now.'}
        {off.instead.map(o => <span key={o.id}> {people.short(o.id)} {o.because}.</span>)}
      </span>
      {off.instead.map(o => <Button key={o.id} size="compact-md" h={36} variant="default" onClick={() => also(o.id)}>Ask {people.short(o.id)} too</Button>)}
    </div>
  )
}
