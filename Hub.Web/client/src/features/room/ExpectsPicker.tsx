import { ActionIcon, Popover } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { useStore } from 'zustand'
import type { Expects } from '../../api/types'
import type { LiveRoom } from '../../sync/liveRoom'

const WIDTH = 300
type Form = typeof import('./ExpectsForm').default

/** Asks named people to acknowledge or to answer, by a time. The form is fetched when first wanted, and shown whole so that the focus can go into it. */
export function ExpectsPicker({ room, value, pick }: { room: LiveRoom; value: Expects | null; pick: (e: Expects | null) => void }) {
  const alone = useStore(room.view, v => v.room.members.length < 2)
  const [open, setOpen] = useState(false)
  const [Form, setForm] = useState<Form | null>(null)
  const toggle = () => void import('./ExpectsForm').then(m => { setForm(() => m.default); setOpen(o => !o) }).catch(() => { /* offline before it was ever opened */ })
  return (
    <Popover opened={open} onChange={setOpen} position="top-start" width={WIDTH} trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon aria-label="Expect an answer" aria-expanded={open} color={value ? 'teal' : 'gray'} variant={value ? 'light' : 'subtle'} onClick={toggle} disabled={alone}>
          <IconCircleCheck size={20} stroke={1.7} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label="What is expected">{Form && <Form room={room} value={value} pick={pick} done={() => setOpen(false)} />}</Popover.Dropdown>
    </Popover>
  )
}
