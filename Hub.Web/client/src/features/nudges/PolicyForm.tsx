import { Button, Checkbox, Text, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import type { NudgePolicy } from '../../api/types'
import { capital } from '../../ui/names'
import { called, everybody, fromForm, priorities } from './ladder'
import classes from './Nudges.module.css'

const usual = { at: [0], then: 10 }
const DAY = 1440

/** A team's ladders as a form: which steps there are, after how many minutes each reminds, and when the next begins. */
export function PolicyForm({ policy, hasRoles, save, cancel }: { policy: NudgePolicy; hasRoles: boolean; save: (next: NudgePolicy) => Promise<void>; cancel: () => void }) {
  const [fault, setFault] = useState(false)
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const next = fromForm(new FormData(event.currentTarget), policy.version)
    setFault(next === null)
    if (next) void save(next)
  }
  return (
    <form className={classes.form} onSubmit={onSubmit}>
      {priorities.map(name => {
        const [unit, words] = name === 'routine' ? [DAY, 'days'] : [1, 'minutes']
        return (
          <fieldset key={name}>
            <legend>{capital(name)}</legend>
            {name !== 'routine' && <TextInput w={220} name={`${name}-due`} label="Due after, in minutes" inputMode="numeric" required defaultValue={policy[name].dueMinutes} />}
            {everybody.filter(who => who !== 'duty' || hasRoles).map(who => {
              const step = policy[name].steps.find(s => s.who === who)
              const { at, then } = step ?? { at: usual.at, then: usual.then * (name === 'important' ? 6 : 1) * (unit === DAY ? DAY / 10 : 1) }
              const label = `${capital(name)}, ${called[who].toLowerCase()}`
              return (
                <div key={who} className={classes.row}>
                  <Checkbox name={`${name}-${who}`} label={called[who]} aria-label={label} defaultChecked={step !== undefined} disabled={who === 'person'} my={10} />
                  <TextInput name={`${name}-${who}-at`} label={`Reminded after, in ${words}`} aria-label={`${label}: reminded after, in ${words}`} defaultValue={at.map(m => m / unit).join(', ')} />
                  <TextInput name={`${name}-${who}-then`} label="Next step after" aria-label={`${label}: next step after`} inputMode="numeric" defaultValue={then / unit} />
                </div>
              )
            })}
          </fieldset>
        )
      })}
      {fault && <Text role="alert" c="var(--hub-urgent)">Times are whole numbers with commas between them, such as 0, 15, 60.</Text>}
      <div><Button type="submit" mr="sm">Save the ladders</Button><Button variant="subtle" color="gray" onClick={cancel}>Cancel</Button></div>
    </form>
  )
}
