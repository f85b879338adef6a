import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { api } from '../../api/routes'
import type { Id, ReviewMinutes } from '../../api/types'
import { useHub } from '../../app/hub'
import { problemWords } from '../../ui/problemWords'
import classes from './Minutes.module.css'

/** Signing: one says once more that it is oneself. What is signed is what stands on this page. */
export function SignForm({ id, minutes, done }: { id: Id; minutes: ReviewMinutes; done: () => void }) {
  const { me } = useHub()
  const [proof, setProof] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const byName = minutes.signWith === 'confirmation'
  const sign = async () => {
    setBusy(true)
    setProblem(null)
    try {
      await api.signMinutes(id, { hash: minutes.hash, ...(byName ? { confirmation: proof.trim() } : { password: proof }) })
      setProof('')
      done()
    } catch (error) {
      setProblem(problemWords(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <form className={`${classes.form} ${classes.noPrint}`} aria-label="Sign the minutes" onSubmit={e => { e.preventDefault(); if (proof) void sign() }}>
      {byName
        ? <TextInput label="Your name" description={`Type “${me.name}” to sign what stands above.`} autoComplete="off" value={proof} onChange={e => setProof(e.currentTarget.value)} error={problem} />
        : <PasswordInput label="Your password" description="Once more, to sign what stands above." autoComplete="current-password" value={proof} onChange={e => setProof(e.currentTarget.value)} error={problem} />}
      <div><Button type="submit" h={44} loading={busy} disabled={!proof.trim()}>{minutes.chair === me.id ? 'Sign as the chair' : 'Sign too'}</Button></div>
    </form>
  )
}
