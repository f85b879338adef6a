import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { commandId } from '../../sync/commandId'
import type { LiveRoom } from '../../sync/liveRoom'
import { CaseForm } from './CaseForm'
import type { Act } from './useReview'

/** One more case for the agenda: a button that becomes the form; of an empty agenda the form itself. */
export function AddCase({ room, act, open: first }: { room: LiveRoom; act: Act; open: boolean }) {
  const [open, setOpen] = useState(false)
  if (!open && !first) return <Button variant="subtle" px="xs" ml="-xs" leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setOpen(true)}>Add a case</Button>
  const add = async (fields: object) => {
    const added = await act({ type: 'addCase', caseId: commandId(), ...fields } as Parameters<Act>[0])
    if (added) setOpen(false)
    return added !== null
  }
  return <CaseForm room={room} of={null} send={add} cancel={first ? undefined : () => setOpen(false)} />
}
