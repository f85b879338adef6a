import { Button, Modal, SegmentedControl, Stack, Text, TextInput } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { Refusal } from '../../api/http'
import { api } from '../../api/routes'
import type { Id } from '../../api/types'
import { useHub } from '../../app/hub'
import { commandId } from '../../sync/commandId'
import { PeoplePicker } from '../../ui/PeoplePicker'
import { useClosedByLeaving } from '../../ui/useClosedByLeaving'
import { useFocusBack } from '../../ui/useFocusBack'

/** A channel with a title, or a direct room with one to eight people. Trying again after a lost answer makes no second room. */
export default function CreateRoom({ close, kind: first = 'channel' }: { close: () => void; kind?: 'channel' | 'caseReview' }) {
  useFocusBack()
  useClosedByLeaving(close)
  const hub = useHub()
  const [, go] = useLocation()
  const phone = useMediaQuery('(max-width: 639px)', false, { getInitialValueInEffect: false })
  const [kind, setKind] = useState<'channel' | 'direct' | 'caseReview'>(first)
  const [title, setTitle] = useState('')
  const [chosen, setChosen] = useState<Id[]>([])
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const id = useRef({ for: '', id: '' })
  const complete = kind !== 'direct' ? title.trim() !== '' : chosen.length > 0 && chosen.length <= 8

  const create = async () => {
    const room = kind !== 'direct' ? { kind, title: title.trim(), members: chosen } : { kind, members: chosen }
    const what = JSON.stringify(room)
    if (id.current.for !== what) id.current = { for: what, id: commandId() }
    setBusy(true)
    setProblem(null)
    try {
      const made = await api.createRoom({ id: id.current.id, ...room })
      await hub.rooms.refresh()
      close()
      go(`/rooms/${made.id}`)
    } catch (error) {
      setProblem(error instanceof Refusal ? error.detail : 'Not created: Care Hub cannot be reached. Try again in a moment.')
      setBusy(false)
    }
  }

  return (
    <Modal opened onClose={close} title="New room" fullScreen={phone} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form onSubmit={e => { e.preventDefault(); if (complete) void create() }}>
        <Stack gap="md">
          <SegmentedControl fullWidth aria-label="Kind of room" value={kind} onChange={k => setKind(k as typeof kind)} data={[{ value: 'channel', label: 'Channel' }, { value: 'direct', label: 'Direct' }, { value: 'caseReview', label: 'Case review' }]} />
          {kind !== 'direct' && <TextInput label="Title" placeholder={kind === 'channel' ? 'Ward 4, morning team' : 'Valve board, Tuesday'} value={title} onChange={e => setTitle(e.currentTarget.value)} maxLength={200} data-autofocus />}
          <PeoplePicker label={kind === 'direct' ? 'With' : 'Members'} without={[hub.me.id]} chosen={chosen} pick={(u, on) => setChosen(c => (on ? [...c, u] : c.filter(x => x !== u)))} />
          {problem && <Text role="alert" size="sm" c="var(--hub-urgent)">{problem}</Text>}
          <Button type="submit" loading={busy} disabled={!complete}>{kind === 'channel' ? 'Create the channel' : kind === 'caseReview' ? 'Create the review' : 'Start'}</Button>
        </Stack>
      </form>
    </Modal>
  )
}
