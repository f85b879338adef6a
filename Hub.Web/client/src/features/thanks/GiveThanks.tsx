import { Button, Checkbox, Modal, Radio, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useQueryClient } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { Refusal } from '../../api/http'
import { api } from '../../api/routes'
import type { Id, NewThanks, Team, ThanksValue } from '../../api/types'
import { useHub, usePeople } from '../../app/hub'
import { commandId } from '../../sync/commandId'
import { Empty } from '../../ui/Empty'
import { PeoplePicker } from '../../ui/PeoplePicker'
import { useClosedByLeaving } from '../../ui/useClosedByLeaving'
import { useFocusBack } from '../../ui/useFocusBack'
import classes from './Thanks.module.css'
import { useMyTeams } from './useThanks'
import { values } from './values'

const LONGEST = 500

interface Props {
  /** On whose wall; none: of a team that I share with `to`. */
  team?: Team
  to?: Id
  source?: NonNullable<NewThanks['source']>
  /** A formal award, which has a name instead of a value. */
  award?: boolean
  close: () => void
}

/** Thanks in three steps of one sheet: whom, what for, a few words. A lead gives an award by the same sheet. */
export default function GiveThanks({ team: given, to, source, award = false, close }: Props) {
  useFocusBack()
  useClosedByLeaving(close)
  const { me } = useHub()
  const people = usePeople()
  const client = useQueryClient()
  const { mine } = useMyTeams()
  const phone = useMediaQuery('(max-width: 639px)', false, { getInitialValueInEffect: false })
  const team = given ?? mine?.find(t => t.members.some(m => m.userId === to))
  const [chosen, setChosen] = useState<Id[]>(to ? [to] : [])
  const [all, setAll] = useState(false)
  const [value, setValue] = useState<ThanksValue | null>(null)
  const [name, setName] = useState('')
  const [text, setText] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [id] = useState(commandId)
  const complete = (all || chosen.length > 0) && text.trim() !== '' && (award ? name.trim() !== '' : value !== null)

  const send = async (event: FormEvent) => {
    event.preventDefault()
    if (!complete || !team) return
    setBusy(true)
    setProblem(null)
    try {
      if (award) await api.award(team.id, { id, to: chosen, name, text })
      else await api.thank({ id, to: all ? [team.id] : chosen, team: team.id, value: value!, text, source: source ?? null })
      await client.invalidateQueries({ queryKey: ['wall', team.id] })
      close()
    } catch (error) {
      setProblem(error instanceof Refusal ? error.detail : 'Not given: Care Hub cannot be reached. Your words are still here.')
      setBusy(false)
    }
  }
  const title = award ? 'Give an award' : 'Give thanks'
  if (mine && !team) {
    return (
      <Modal opened onClose={close} title={title} closeButtonProps={{ 'aria-label': 'Close' }}>
        <Empty title={`You share no team with ${to ? people.short(to) : 'them'}`} text="Thanks stand on a team's wall. You can still write to them." />
      </Modal>
    )
  }
  const others = people.list.filter(p => p.id === me.id || !team?.members.some(m => m.userId === p.id)).map(p => p.id)
  return (
    <Modal opened onClose={close} title={title} size="lg" fullScreen={phone} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form onSubmit={e => void send(e)}>
        <Stack gap="lg">
          <fieldset className={classes.plain}>
            <legend>To</legend>
            {!award && !to && <Checkbox size="md" mb="xs" label="The whole team" checked={all} onChange={e => setAll(e.currentTarget.checked)} />}
            {!all && (to ? <Text fw={550}>{people.full(to)}</Text> : <PeoplePicker label="People of the team" without={others} chosen={chosen} pick={(u, on) => setChosen(c => (on ? [...c, u] : c.filter(x => x !== u)))} />)}
          </fieldset>
          {award
            ? <TextInput label="Name of the award" placeholder="Nurse of the month" maxLength={100} value={name} onChange={e => setName(e.currentTarget.value)} />
            : (
              <Radio.Group value={value} onChange={v => setValue(v as ThanksValue)} label="For">
                <div className={classes.values}>
                  {values.map(({ value: v, name: words, hint, Icon }) => (
                    <Radio.Card key={v} value={v} className={classes.choice!} aria-label={words}>
                      <Icon size={22} stroke={1.7} aria-hidden /><span>{words}<small>{hint}</small></span>
                    </Radio.Card>
                  ))}
                </div>
              </Radio.Group>
            )}
          <div>
            <Textarea label="In a few words" size="md" autosize minRows={3} maxRows={8} maxLength={LONGEST} value={text} onChange={e => setText(e.currentTarget.value)} placeholder={award ? 'What it is given for' : 'What did they do, and what did it change?'} />
            <Text size="sm" c="var(--hub-quiet)" mt={4}>{text.length > LONGEST - 100 ? `${LONGEST - text.length} characters left. ` : ''}Everybody in {team?.name ?? 'the team'} can read it. Leave patients out where you can.</Text>
          </div>
          {problem && <Text role="alert" size="sm" c="var(--hub-urgent)">{problem}</Text>}
          <Button type="submit" h={44} loading={busy} disabled={!complete}>{title}</Button>
        </Stack>
      </form>
    </Modal>
  )
}
