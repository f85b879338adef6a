import { Button, Modal, NativeSelect, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useStore } from 'zustand'
import type { Message } from '../../api/types'
import { useHub, usePeople } from '../../app/hub'
import type { LiveRoom } from '../../sync/liveRoom'
import { NOT_DONE } from '../../ui/ConnectionLine'
import { useFocusBack } from '../../ui/useFocusBack'
import { useDeeds } from '../room/useRoom'

/** Hands what is expected of one person on to another member. */
export default function HandOn({ message: m, room, close }: { message: Message; room: LiveRoom; close: () => void }) {
  useFocusBack()
  const { me } = useHub()
  const people = usePeople()
  const deeds = useDeeds()
  const members = useStore(room.view, v => v.room.members)
  const mine = m.open.includes(me.id)
  const [from, setFrom] = useState(mine ? me.id : m.open[0] ?? '')
  const [to, setTo] = useState('')
  const choices = members.map(u => u.userId).filter(u => u !== m.author && !m.open.includes(u))
  const [state, setState] = useState<'open' | 'sending' | 'unkept'>('open')
  const handOn = async () => {
    setState('sending')
    if (await deeds.act({ type: 'handOnAsk', seq: m.seq, to, from })) close()
    else setState('unkept')
  }
  return (
    <Modal opened onClose={close} title="Hand on" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form onSubmit={e => { e.preventDefault(); void handOn() }}>
        <Stack>
          {m.open.length > 1 && m.author === me.id && <NativeSelect label="From" value={from} onChange={e => setFrom(e.currentTarget.value)} data={m.open.map(u => ({ value: u, label: people.full(u) }))} />}
          <NativeSelect label="To" value={to} onChange={e => setTo(e.currentTarget.value)} data={[{ value: '', label: 'Choose a member' }, ...choices.map(u => ({ value: u, label: people.full(u) }))]} />
          {state === 'unkept' && <Text role="alert" size="sm" c="var(--hub-urgent)">{NOT_DONE}</Text>}
          <Button type="submit" disabled={!to} loading={state === 'sending'}>Hand on</Button>
        </Stack>
      </form>
    </Modal>
  )
}
