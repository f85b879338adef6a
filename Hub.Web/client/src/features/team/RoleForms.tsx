import { Button, Popover, TextInput } from '@mantine/core'
import { useState, type FormEvent, type ReactNode } from 'react'
import { api } from '../../api/routes'
import type { DutyRole, Team } from '../../api/types'
import { now } from '../../sync/serverClock'
import { MemberSelect } from './Roles'
import type { Doing } from './TeamPage'
import classes from './Team.module.css'
import { localInput, toInstant } from './week'

const HOUR = 3_600_000

/** Hand over now, for the holder and for leads; a shift more, for leads. */
export function RoleForms({ team, role, lead, doing }: { team: Team; role: DutyRole; lead: boolean; doing: Doing }) {
  const handOver = (form: FormData) => doing(api.handOver(role.id, { to: String(form.get('to')), until: form.get('until') ? toInstant(String(form.get('until'))) : null }))
  const addShift = (form: FormData) => doing(api.addShift(role.id, { userId: String(form.get('who')), from: toInstant(String(form.get('from'))), to: toInstant(String(form.get('to'))) }))
  const next = new Date(Math.ceil(now().getTime() / HOUR) * HOUR)
  return (
    <div className={classes.acts}>
      <Form name="Hand over" about={role.name} send="Hand over now" act={handOver}>
        <MemberSelect team={team} name="to" label="To" without={role.holder} />
        {!role.holder && <TextInput type="datetime-local" name="until" label="Until" required defaultValue={localInput(new Date(next.getTime() + 8 * HOUR))} />}
      </Form>
      {lead && (
        <Form name="Add a shift" about={role.name} send="Add the shift" act={addShift}>
          <MemberSelect team={team} name="who" label="Who" />
          <TextInput type="datetime-local" name="from" label="From" required defaultValue={localInput(next)} />
          <TextInput type="datetime-local" name="to" label="To" required defaultValue={localInput(new Date(next.getTime() + 8 * HOUR))} />
        </Form>
      )}
    </div>
  )
}

function Form({ name, about, send, act, children }: { name: string; about: string; send: string; act: (form: FormData) => Promise<boolean>; children: ReactNode }) {
  const [open, setOpen] = useState(false)
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    void act(new FormData(event.currentTarget)).then(() => setOpen(false))
  }
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" width={300} trapFocus returnFocus>
      <Popover.Target><Button size="sm" variant="default" aria-label={`${name}: ${about}`} onClick={() => setOpen(o => !o)}>{name}</Button></Popover.Target>
      <Popover.Dropdown><form className={classes.form} onSubmit={onSubmit} aria-label={`${name}: ${about}`}>{children}<Button type="submit">{send}</Button></form></Popover.Dropdown>
    </Popover>
  )
}
