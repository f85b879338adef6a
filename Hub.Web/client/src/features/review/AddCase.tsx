import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import type { Id } from '../../api/types'
import type { Act } from '../../app/useAct'
import type { LiveRoom } from '../../sync/liveRoom'
import { useFocusOnReturn } from '../../ui/useFocusOnReturn'
import { CaseForm, useCaseFields } from './CaseForm'

/** One more case for the agenda: a button that becomes the form; of an empty agenda the form itself. */
export function AddCase({ room, id, act, open: first }: { room: LiveRoom; id: Id; act: Act; open: boolean }) {
  const [open, setOpen] = useState(false)
  const back = useFocusOnReturn()
  const form = useCaseFields(`case:${id}`, null)
  if (!open && !first) return <Button ref={back.ref} variant="subtle" px="xs" ml="-xs" leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setOpen(true)}>{form.isBegun ? 'Go on with the case you began' : 'Add a case'}</Button>
  return <CaseForm room={room} of={null} form={form} give={async fields => (await act({ type: 'addCase', caseId: form.id(), ...fields } as Parameters<Act>[0], form)) !== null} leave={() => { back.leave(); setOpen(false) }} cancel={!first} />
}
