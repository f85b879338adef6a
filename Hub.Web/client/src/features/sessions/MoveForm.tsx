import { Button, Popover, Text, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import type { Occurrence } from '../../api/types'
import type { Act } from '../../app/useAct'
import classes from './Sessions.module.css'
import { atWords } from './when'

/** Moves one session; its time is that of the series' own zone. */
export function MoveForm({ o, act }: { o: Occurrence; act: Act }) {
  const [open, setOpen] = useState(false)
  const move = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    void act({ type: 'moveOccurrence', occurrence: o.occurrence, to: `${String(form.get('day'))}T${String(form.get('time'))}` }).then(() => setOpen(false))
  }
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" width={280} trapFocus returnFocus>
      <Popover.Target><Button variant="default" size="sm" aria-label={`Move ${atWords(o)}`} onClick={() => setOpen(v => !v)}>Move</Button></Popover.Target>
      <Popover.Dropdown>
        <form className={classes.move} onSubmit={move} aria-label={`Move ${atWords(o)}`}>
          <TextInput type="date" name="day" label="To" required defaultValue={o.local.slice(0, 10)} />
          <TextInput type="time" name="time" label="At" required defaultValue={o.local.slice(11)} />
          <Text size="sm" c="var(--hub-quiet)">Everybody in the series is told.</Text>
          <Button type="submit">Move this one</Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}
