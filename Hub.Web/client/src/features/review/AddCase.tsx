import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import type { Id } from '../../api/types'
import type { Act } from '../../app/useAct'
import { commandId } from '../../sync/commandId'
import type { LiveRoom } from '../../sync/liveRoom'
import { CaseForm, useCaseFields } from './CaseForm'

/** One more case for the agenda: a button that becomes the form; of an empty agenda, or once a case is begun, the form itself. */
export function AddCase({ room, id, act, open: first }: { room: LiveRoom; id: Id; act: Act; open: boolean }) {
  const [open, setOpen] = useState(false)
  const form = useCaseFields(`case:${id}`, null)
  // The same one until it is taken: tried again after an answer that did not come, it is not another case.
  const [caseId, setCaseId] = useState(commandId)
  if (!open && !first && !form.isBegun) return <Button variant="subtle" px="xs" ml="-xs" leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setOpen(true)}>Add a case</Button>
  const add = async (fields: object) => (await act({ type: 'addCase', caseId, ...fields } as Parameters<Act>[0])) !== null
  return <CaseForm room={room} of={null} form={form} give={add} leave={() => { setOpen(false); setCaseId(commandId()) }} cancel={!first} />
}
