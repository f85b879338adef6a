import { Alert, Button, PasswordInput, Text } from '@mantine/core'
import { useEffect, useState, type FormEvent } from 'react'
import { Refusal } from '../../api/http'
import { api } from '../../api/routes'
import { signedIn, signOut } from '../../app/auth'
import { Card } from './Card'
import classes from './SignIn.module.css'

/** After 15 quiet minutes: nothing of the page is left behind this, and what waits to be sent stays sealed. */
export function Unlock({ name }: { name?: string }) {
  const [withoutPassword, setWithoutPassword] = useState<boolean | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  useEffect(() => {
    api.personas().then(() => setWithoutPassword(true), () => setWithoutPassword(false))
  }, [])

  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const password = new FormData(event.currentTarget).get('password')
    setBusy(true)
    setProblem(null)
    try {
      await signedIn(await api.unlock(password ? String(password) : undefined))
    } catch (error) {
      if (error instanceof Refusal && error.status === 401 && withoutPassword) return signOut()
      setProblem(error instanceof Refusal && error.status === 401 ? 'The password is not right.' : (error as Error).message)
      setBusy(false)
    }
  }

  return (
    <Card title="Locked" lead={`${name ? `${name} is signed in here, and nothing` : 'Nothing'} was done for a while. What was not sent is kept.`}>
      {problem && <Alert color="red" variant="light" mb="md" role="alert">{problem}</Alert>}
      <form onSubmit={e => void onSubmit(e)} className={classes.form}>
        {withoutPassword === false && <PasswordInput label="Password" name="password" autoComplete="current-password" required withAsterisk={false} autoFocus />}
        <Button type="submit" fullWidth loading={busy} disabled={withoutPassword === null}>Unlock</Button>
        <Button variant="subtle" color="gray" fullWidth onClick={() => void signOut()}>Sign in as somebody else</Button>
        <Text size="sm" c="var(--hub-quiet)" ta="center">Signing in as somebody else discards messages that were not sent.</Text>
      </form>
    </Card>
  )
}
