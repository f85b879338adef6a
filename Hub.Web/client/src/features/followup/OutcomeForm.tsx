import { Button, Radio, Textarea } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../api/routes'
import type { DecisionOutcome, Id } from '../../api/types'
import { commandId } from '../../sync/commandId'
import { problemWords } from '../../ui/problemWords'
import classes from './FollowUp.module.css'
import { outcomeWords } from './words'

interface Props {
  room: Id
  caseId: Id
  outcome: DecisionOutcome | null
  done: () => void
}

/** What became of a decision, and why: from what stood in the way the next review learns. */
export function OutcomeForm({ room, caseId, outcome, done }: Props) {
  const [open, setOpen] = useState(false)
  const [what, setWhat] = useState<string>(outcome?.outcome ?? '')
  const [why, setWhy] = useState(outcome?.why ?? '')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  if (!open) return <Button className={`${classes.noPrint} ${classes.open}`} variant="default" h={44} onClick={() => setOpen(true)}>{outcome ? 'Change what became of it' : 'Say what became of it'}</Button>
  const record = async () => {
    setBusy(true)
    setProblem(null)
    try {
      await api.command(room, { type: 'recordOutcome', id: commandId(), caseId, outcome: what as DecisionOutcome['outcome'], why: why.trim() })
      setOpen(false)
      done()
    } catch (error) {
      setProblem(problemWords(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <form className={classes.form} aria-label="What became of it" onSubmit={e => { e.preventDefault(); if (what && why.trim()) void record() }}>
      <Radio.Group label="What became of it?" value={what} onChange={setWhat}>{Object.entries(outcomeWords).map(([value, label]) => <Radio key={value} value={value} label={label} my={10} />)}</Radio.Group>
      <Textarea label={what === 'implemented' ? 'How it went' : 'What stood in the way'} withAsterisk autosize minRows={2} maxLength={4000} value={why} onChange={e => setWhy(e.currentTarget.value)} error={problem} />
      <div className={classes.buttons}><Button type="submit" h={44} loading={busy} disabled={!what || !why.trim()}>Write it down</Button><Button variant="default" h={44} onClick={() => setOpen(false)}>Cancel</Button></div>
    </form>
  )
}
