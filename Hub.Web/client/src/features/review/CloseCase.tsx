import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { ReviewCase } from '../../api/types'
import type { Act } from '../../app/useAct'
import classes from './Review.module.css'

/** Why a case cannot be closed without a reason: somebody was not heard, or nothing is decided. Empty: it can. */
export function lacksToClose(c: ReviewCase): string {
  return [c.unheard.length > 0 && `Not heard yet: ${c.unheard.join(', ')}.`, !c.decision && 'Nothing is decided.'].filter(Boolean).join(' ')
}

/** Asks the chair why the case is closed all the same. */
export function CloseForm({ of: c, act, done }: { of: ReviewCase; act: Act; done: () => void }) {
  const [reason, setReason] = useState('')
  const close = async () => { if (await act({ type: 'closeCase', caseId: c.caseId, reason: reason.trim() })) done() }
  return (
    <form className={classes.reason} aria-label="Close the case" onSubmit={e => { e.preventDefault(); if (reason.trim()) void close() }}>
      <p>{lacksToClose(c)} Let them speak or pass, or say why not.</p>
      <TextInput label="Reason" data-autofocus autoFocus value={reason} onChange={e => setReason(e.currentTarget.value)} />
      <div className={classes.buttons}><Button type="submit" disabled={!reason.trim()}>Close with this reason</Button><Button variant="default" onClick={done}>Cancel</Button></div>
    </form>
  )
}
