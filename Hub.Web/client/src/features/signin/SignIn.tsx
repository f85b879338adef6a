import { Alert, Button, PasswordInput, Text, TextInput, UnstyledButton } from '@mantine/core'
import { useEffect, useState, type FormEvent } from 'react'
import { Refusal } from '../../api/http'
import { api } from '../../api/routes'
import type { Me, Persona } from '../../api/types'
import { signedIn } from '../../app/auth'
import { PersonAvatar } from '../../ui/PersonAvatar'
import { Card } from './Card'
import classes from './SignIn.module.css'

/** Personas to pick from where the server offers them (Development on this machine); user and password otherwise. */
export function SignIn({ notice }: { notice?: string }) {
  const [personas, setPersonas] = useState<Persona[] | null | undefined>(undefined)
  const [problem, setProblem] = useState<string | null>(null)
  useEffect(() => {
    api.personas().then(setPersonas, () => setPersonas(null))
  }, [])

  const attempt = async (ask: () => Promise<Me>) => {
    setProblem(null)
    try {
      await signedIn(await ask())
    } catch (error) {
      setProblem(error instanceof Refusal && error.status === 401 ? 'The name or the password is not right.' : (error as Error).message)
    }
  }

  return (
    <Card title={personas ? 'Who are you today?' : 'Sign in'} lead={personas ? 'A demonstration team on this machine. Pick a person to see Care Hub as they do.' : undefined}>
      {notice && <Alert color="gray" variant="light" mb="md">{notice}</Alert>}
      {problem && <Alert color="red" variant="light" mb="md" role="alert">{problem}</Alert>}
      {personas === undefined ? <div className={classes.hold} />
        : personas ? <Personas personas={personas} pick={user => attempt(() => api.signInAs(user))} />
        : <PasswordForm submit={(user, password) => attempt(() => api.signIn(user, password))} />}
    </Card>
  )
}

function Personas({ personas, pick }: { personas: Persona[]; pick: (user: string) => Promise<void> }) {
  const [picked, setPicked] = useState<string | null>(null)
  return (
    <ul className={classes.personas}>
      {personas.slice(0, 12).map(p => (
        <li key={p.user}>
          <UnstyledButton
            className={classes.persona} disabled={picked !== null} data-busy={picked === p.user || undefined}
            onClick={() => { setPicked(p.user); void pick(p.user).finally(() => setPicked(null)) }}
          >
            <PersonAvatar name={p.name} discipline={p.discipline} size={40} />
            <span>
              <Text component="span" display="block" fw={550}>{p.name}</Text>
              <Text component="span" display="block" size="sm" c="var(--hub-quiet)" className={classes.discipline}>{p.discipline}</Text>
            </span>
          </UnstyledButton>
        </li>
      ))}
    </ul>
  )
}

function PasswordForm({ submit }: { submit: (user: string, password: string) => Promise<void> }) {
  const [busy, setBusy] = useState(false)
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    setBusy(true)
    void submit(String(form.get('username')).trim(), String(form.get('password'))).finally(() => setBusy(false))
  }
  return (
    <form onSubmit={onSubmit} className={classes.form}>
      <TextInput label="User name" name="username" autoComplete="username" autoCapitalize="none" spellCheck={false} required autoFocus withAsterisk={false} />
      <PasswordInput label="Password" name="password" autoComplete="current-password" required withAsterisk={false} />
      <Button type="submit" loading={busy} fullWidth>Sign in</Button>
    </form>
  )
}
