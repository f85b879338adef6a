import { ActionIcon, Button, CloseButton, Menu, NativeSelect, Text, TextInput } from '@mantine/core'
import { IconDots, IconDownload, IconPencil, IconUserPlus } from '@tabler/icons-react'
import { useState, type FormEvent } from 'react'
import { useLocation } from 'wouter'
import { useStore } from 'zustand'
import { Refusal } from '../../api/http'
import { api } from '../../api/routes'
import type { Command, Id } from '../../api/types'
import { roomName, useHub, usePeople } from '../../app/hub'
import { commandId } from '../../sync/commandId'
import type { LiveRoom } from '../../sync/liveRoom'
import { capital, count } from '../../ui/names'
import { PersonAvatar } from '../../ui/PersonAvatar'
import { PeoplePicker } from '../../ui/PeoplePicker'
import { dayInWords } from '../../ui/time'
import { RoomLevel } from '../notices/RoomLevel'
import { PinnedList } from '../talk/PinnedList'
import { RoomRoles } from '../team/RoomRoles'
import { Destroy } from './Destroy'
import classes from './Details.module.css'

const keeping = [
  { value: '', label: 'Choose a time' }, { value: '90', label: '90 days' }, { value: '365', label: '1 year' }, { value: '2192', label: '6 years, the standard' }, { value: '3652', label: '10 years' },
]

type Change = Command extends infer C ? (C extends unknown ? Omit<C, 'id'> : never) : never

/** Who is in the room, and for owners what they may change. Changes here are answered at once: they do not wait in the outbox. */
export default function Details({ room, id, close }: { room: LiveRoom; id: Id; close: () => void }) {
  const { me } = useHub()
  const people = usePeople()
  const { phase, room: state, present } = useStore(room.view)
  const [, go] = useLocation()
  const [problem, setProblem] = useState<string | null>(null)
  const [kept, setKept] = useState(false)
  const [doing, setDoing] = useState<'add' | 'rename' | null>(null)
  const owner = state.members.some(m => m.userId === me.id && m.role === 'owner')
  const fixed = state.kind === 'direct'

  const change = async (command: Change): Promise<boolean> => {
    setProblem(null)
    try {
      await api.command(id, { ...command, id: commandId() } as Command)
      return true
    } catch (error) {
      setProblem(error instanceof Refusal ? error.detail : 'Not done: Care Hub cannot be reached. Nothing was changed.')
      return false
    }
  }
  const rename = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    void change({ type: 'renameRoom', title: String(new FormData(event.currentTarget).get('title')).trim() }).then(ok => { if (ok) setDoing(null) })
  }
  const members = [...state.members].sort((a, b) => Number(present.includes(b.userId)) - Number(present.includes(a.userId)) || people.full(a.userId).localeCompare(people.full(b.userId)))

  return (
    <div className={classes.panel}>
      <header className={classes.head}><h2>Details</h2><CloseButton className={classes.close} size="lg" aria-label="Close the details" onClick={close} /></header>
      {phase === 'ready' && <>
      {problem && <Text role="alert" size="sm" c="var(--hub-urgent)" px="md" pb="sm">{problem}</Text>}
      <section className={classes.section}>
        {doing === 'rename'
          ? (
            <form onSubmit={rename} className={classes.rename}>
              <TextInput name="title" aria-label="Title" defaultValue={state.title ?? ''} maxLength={200} required autoFocus />
              <div><Button type="submit" size="sm">Rename</Button><Button variant="subtle" color="gray" size="sm" onClick={() => setDoing(null)}>Cancel</Button></div>
            </form>
          )
          : (
            <div className={classes.title}>
              <div><b>{roomName({ title: state.title, members: state.members.map(m => m.userId) }, me.id, people)}</b>
                <Text size="sm" c="var(--hub-quiet)">{count(state.n, 'message')}{state.createdAt && ` · begun ${dayInWords(state.createdAt)}`}</Text></div>
              {owner && !fixed && <ActionIcon aria-label="Rename" onClick={() => setDoing('rename')}><IconPencil size={19} stroke={1.7} aria-hidden /></ActionIcon>}
            </div>
          )}
      </section>
      <section className={classes.section}>
        <div className={classes.title}><h3>Pinned</h3></div>
        <PinnedList room={room} id={id} went={() => { if (innerWidth < 1100) close() }} />
      </section>
      <section className={classes.section}>
        <div className={classes.title}>
          <h3>{count(state.members.length, 'member')}</h3>
          {owner && !fixed && <Button size="sm" variant="subtle" leftSection={<IconUserPlus size={18} stroke={1.7} aria-hidden />} onClick={() => setDoing(doing === 'add' ? null : 'add')}>Add</Button>}
        </div>
        {doing === 'add' && <PeoplePicker label="Add somebody" without={state.members.map(m => m.userId)} chosen={[]} pick={u => void change({ type: 'addMember', userId: u })} />}
        <ul className={classes.members}>
          {members.map(m => {
            const person = people.get(m.userId)
            const here = present.includes(m.userId)
            return (
              <li key={m.userId}>
                <PersonAvatar name={people.full(m.userId)} discipline={person?.discipline} present={here} />
                <span className={classes.who}>
                  <span>{people.full(m.userId)}{m.userId === me.id && ' (you)'}</span>
                  <Text component="span" size="sm" c="var(--hub-quiet)">{[capital(person?.discipline ?? ''), m.role === 'owner' && 'owner', m.guest && 'here for one message', m.byDuty && state.roles.filter(r => r.holder === m.userId).map(r => r.name).join(', '), here && 'here'].filter(Boolean).join(' · ')}</Text>
                </span>
                {owner && !fixed && !m.byDuty && m.userId !== me.id && (
                  <Menu position="bottom-end">
                    <Menu.Target><ActionIcon aria-label={`More about ${people.full(m.userId)}`}><IconDots size={19} stroke={1.7} aria-hidden /></ActionIcon></Menu.Target>
                    <Menu.Dropdown>
                      {m.role !== 'owner' && !m.guest && <Menu.Item onClick={() => void change({ type: 'makeOwner', userId: m.userId })}>Make owner</Menu.Item>}
                      <Menu.Item color="red" onClick={() => void change({ type: 'removeMember', userId: m.userId })}>Remove from the room</Menu.Item>
                    </Menu.Dropdown>
                  </Menu>
                )}
              </li>
            )
          })}
        </ul>
      </section>
      {!fixed && <RoomRoles roles={state.roles} owner={owner} change={change} />}
      <section className={classes.section}><RoomLevel room={id} /></section>
      {(owner || fixed) && (
        <section className={classes.section}>
          <NativeSelect
            label="Keep messages for" description="What is older goes each night, files too. A shorter time cannot be taken back." value="" data={keeping}
            onChange={e => { if (e.currentTarget.value) void change({ type: 'setRetention', days: Number(e.currentTarget.value) }).then(ok => setKept(ok)) }}
          />
          {kept && <Text size="sm" role="status" mt={4}>Noted. It takes effect tonight.</Text>}
          <Button component="a" href={`/api/rooms/${id}/export`} download variant="default" fullWidth mt="sm" leftSection={<IconDownload size={18} stroke={1.7} aria-hidden />}>Export the room</Button>
        </section>
      )}
      {owner && !fixed && (state.kind === 'channel' || state.kind === 'caseReview' || state.kind === 'feedbackSeries') && <section className={classes.section}><Destroy title={state.title ?? ''} destroy={title => change({ type: 'shredRoom', title })} done={() => go('/rooms')} /></section>}
      {!fixed && <section className={classes.section}><Leave leave={() => change({ type: 'leave' })} left={() => go('/rooms')} /></section>}
      </>}
    </div>
  )
}

function Leave({ leave, left }: { leave: () => Promise<boolean>; left: () => void }) {
  const [sure, setSure] = useState(false)
  if (!sure) return <Button variant="default" fullWidth onClick={() => setSure(true)}>Leave the room</Button>
  return (
    <div className={classes.leave}>
      <Text size="sm">You will no longer see this room. An owner can add you again.</Text>
      <Button color="red" onClick={() => void leave().then(ok => { if (ok) left(); else setSure(false) })}>Leave</Button>
      <Button variant="subtle" color="gray" onClick={() => setSure(false)}>Stay</Button>
    </div>
  )
}
