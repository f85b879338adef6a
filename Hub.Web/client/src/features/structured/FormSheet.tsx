import { ActionIcon, Button, Input, Modal, NativeSelect, SegmentedControl, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useStore } from 'zustand'
import { useHub, usePeople } from '../../app/hub'
import { useFields } from '../../app/useFields'
import type { LiveRoom } from '../../sync/liveRoom'
import { now } from '../../sync/serverClock'
import { useFocusBack } from '../../ui/useFocusBack'
import { useDeeds } from '../room/useRoom'
import { isTooLong, TOO_LONG } from '../talk/longest'
import { commandOf, empty, formNames, formPlace, missing, textsOf, type Filled, type FormKind } from './forms'
import classes from './Structured.module.css'

const need = 'This is needed.'

/** One form, as a sheet on a phone. What is filled in is kept, sealed, until it is sent or cleared. */
export default function FormSheet({ kind, room, close }: { kind: FormKind; room: LiveRoom; close: () => void }) {
  useFocusBack()
  const { me } = useHub()
  const people = usePeople()
  const deeds = useDeeds()
  const phone = useMediaQuery('(max-width: 639px)', false, { getInitialValueInEffect: false })
  const members = useStore(room.view, v => v.room.members)
  const place = formPlace(deeds.roomId, kind)
  const form = useFields(place, empty)
  const filled = form.fields
  const [tried, setTried] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const set = (change: Partial<Filled>) => {
    setProblem(null)
    form.set(change)
  }
  const lacks = missing(kind, filled)
  const send = () => {
    setTried(true)
    if (lacks.length > 0 || form.isSending) return
    if (isTooLong(...textsOf(kind, filled))) return setProblem(TOO_LONG)
    void form.send(() => deeds.send(commandOf(kind, filled, now()), place)).then(close, () => form.restore(filled, 'Not sent: this browser could not keep it. It is still here.'))
  }
  const text = (field: 'situation' | 'background' | 'assessment' | 'recommendation' | 'result' | 'summary' | 'awareness', label: string, hint: string) => (
    <Textarea
      label={label} description={hint} autosize minRows={2} maxRows={8} withAsterisk readOnly={form.isSending} value={filled[field]} error={tried && lacks.includes(field) ? need : undefined}
      onChange={e => set({ [field]: e.currentTarget.value })}
    />
  )
  const who = (label: string) => (
    <NativeSelect
      label={label} withAsterisk value={filled.to} error={tried && lacks.includes('to') ? need : undefined} onChange={e => set({ to: e.currentTarget.value })}
      data={[{ value: '', label: 'Choose a member' }, ...members.filter(m => m.userId !== me.id).map(m => ({ value: m.userId, label: people.full(m.userId) }))]}
    />
  )
  return (
    <Modal opened onClose={() => { if (!form.isSending) close() }} title={formNames[kind]} size="lg" fullScreen={phone} closeButtonProps={{ 'aria-label': 'Close; what is filled in is kept' }}>
      <form noValidate onSubmit={e => { e.preventDefault(); send() }}>
        <Stack gap="md">
          {kind === 'sbar' && (
            <>
              {text('situation', 'Situation', 'What is going on now?')}
              {text('background', 'Background', 'What led to it?')}
              {text('assessment', 'Assessment', 'What do you think it is?')}
              {text('recommendation', 'Recommendation', 'What should be done, by when?')}
            </>
          )}
          {kind === 'result' && (
            <>
              {text('result', 'Result', 'What, with its unit and range.')}
              <TextInput label="Told by" description="Who had it first: the laboratory, radiology." withAsterisk maxLength={200} readOnly={form.isSending} value={filled.toldBy} error={tried && lacks.includes('toldBy') ? need : undefined} onChange={e => set({ toldBy: e.currentTarget.value })} />
              {who('Told to')}
              <Text size="sm" c="var(--hub-quiet)">It is sent as urgent, and stays open until it was read back and you have confirmed the reading.</Text>
            </>
          )}
          {kind === 'handoff' && (
            <>
              {who('To')}
              <div>
                <Input.Label id="severity" labelElement="div" required>Illness severity</Input.Label>
                <SegmentedControl fullWidth aria-labelledby="severity" value={filled.severity} onChange={v => set({ severity: v as Filled['severity'] })} data={[{ value: 'stable', label: 'Stable' }, { value: 'watcher', label: 'Watcher' }, { value: 'unstable', label: 'Unstable' }]} />
                {tried && lacks.includes('severity') && <Text size="xs" c="var(--hub-urgent)" role="alert">{need}</Text>}
              </div>
              {text('summary', 'Patient summary', 'Events so far, course, plan.')}
              <Actions list={filled.actions} set={actions => set({ actions })} readOnly={form.isSending} />
              {text('awareness', 'Situation awareness', 'What might happen, and what to do then.')}
            </>
          )}
          {tried && lacks.length > 0 && <Text role="alert" size="sm" c="var(--hub-urgent)">{lacks.length === 1 ? 'One field is still empty.' : `${lacks.length} fields are still empty.`} What is filled in is kept.</Text>}
          {(problem ?? form.problem) && <Text role="alert" size="sm" c="var(--hub-urgent)">{problem ?? form.problem}</Text>}
          <Button type="submit" h={44} loading={form.isSending}>{kind === 'handoff' ? 'Hand over' : 'Send'}</Button>
        </Stack>
      </form>
    </Modal>
  )
}

function Actions({ list, set, readOnly }: { list: Filled['actions']; set: (list: Filled['actions']) => void; readOnly: boolean }) {
  const change = (at: number, part: Partial<Filled['actions'][number]>) => set(list.map((a, i) => (i === at ? { ...a, ...part } : a)))
  return (
    <fieldset style={{ border: 0, margin: 0, padding: 0 }}>
      <Text component="legend" size="sm" fw={500}>Actions</Text>
      <div className={classes.rows}>
        {list.map((action, i) => (
          <div key={i} className={classes.row}>
            <TextInput label={`Action ${i + 1}`} readOnly={readOnly} value={action.what} onChange={e => change(i, { what: e.currentTarget.value })} />
            <ActionIcon aria-label={`Take action ${i + 1} off`} onClick={() => set(list.filter((_, at) => at !== i))}><IconTrash size={18} stroke={1.7} aria-hidden /></ActionIcon>
            <TextInput type="datetime-local" label={`Action ${i + 1} due`} readOnly={readOnly} value={action.due} onChange={e => change(i, { due: e.currentTarget.value })} />
          </div>
        ))}
      </div>
      <Button variant="subtle" size="sm" mt={4} leftSection={<IconPlus size={16} aria-hidden />} onClick={() => set([...list, { what: '', due: '' }])}>Add an action</Button>
    </fieldset>
  )
}
