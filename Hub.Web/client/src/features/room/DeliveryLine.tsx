import { IconCheck, IconChecks } from '@tabler/icons-react'
import { useStore } from 'zustand'
import type { Message } from '../../api/types'
import { useHub } from '../../app/hub'
import type { LiveRoom } from '../../sync/liveRoom'
import classes from './Message.module.css'

/** Sent → delivered → read, for my latest messages. */
export function DeliveryLine({ message: m, room }: { message: Message; room: LiveRoom }) {
  const { me } = useHub()
  const words = useStore(room.view, v => {
    if (v.room.n - m.n > 30) return null
    const others = v.room.members.filter(o => o.userId !== me.id)
    if (others.length === 0) return null
    const read = others.filter(o => (v.positions.get(o.userId)?.read ?? 0) >= m.seq).length
    if (read > 0) return read === others.length ? (read === 1 ? 'Read' : 'Read by all') : `Read by ${read} of ${others.length}`
    return others.some(o => (v.positions.get(o.userId)?.delivered ?? 0) >= m.seq) ? 'Delivered' : 'Sent'
  })
  if (words === null) return null
  const later = words.startsWith('Read')
  return <p className={classes.delivery} data-read={later || undefined}>{words === 'Sent' ? <IconCheck size={14} aria-hidden /> : <IconChecks size={14} aria-hidden />}{words}</p>
}
