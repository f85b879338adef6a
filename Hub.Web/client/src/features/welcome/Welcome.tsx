import { Alert, Button, Loader, PasswordInput, Text, TextInput } from '@mantine/core'
import { useEffect, useState, type FormEvent } from 'react'
import { useLocation } from 'wouter'
import { Refusal } from '../../api/http'
import { api } from '../../api/routes'
import type { LinkKind, LinkView } from '../../api/types'
import { signedIn } from '../../app/auth'
import { Card } from '../signin/Card'
import classes from '../signin/SignIn.module.css'

const LEAST_PASSWORD = 15
const heads = {
  setup: { title: 'Set up Care Hub', lead: 'You become its first administrator. Colleagues are invited from the Admin page.', button: 'Create the account' },
  invitation: { title: 'Welcome to Care Hub', lead: 'Tell your colleagues who you are and choose a password.', button: 'Join' },
  reset: { title: 'Choose a new password', lead: 'All your other sessions end when you do.', button: 'Save and sign in' },
}

/** What a one-time link opens: the first administrator, an invited person, or a new password. */
export default function Welcome({ kind, token }: { kind: LinkKind; token: string }) {
  const [link, setLink] = useState<LinkView | 'gone' | 'unreachable' | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [, go] = useLocation()
  useEffect(() => {
    api.link(kind, token).then(setLink, error => setLink(error instanceof Refusal && error.final ? 'gone' : 'unreachable'))
  }, [kind, token])

  if (link === null) return <Card title="One moment"><Loader type="dots" role="status" aria-label="Loading" /></Card>
  if (link === 'unreachable') return <Card title="Care Hub cannot be reached" lead="The link stays good. Try again in a moment."><Button variant="default" fullWidth onClick={() => location.reload()}>Try again</Button></Card>
  if (link === 'gone') {
    return (
      <Card title="This link is no longer good" lead="It was used, withdrawn or is too old. Ask an administrator for a new one.">
        <Button variant="default" fullWidth onClick={() => go('/')}>Go to sign in</Button>
      </Card>
    )
  }

  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const said = (name: string) => (form.get(name) === null ? undefined : String(form.get(name)).trim())
    const password = String(form.get('password'))
    if (password !== form.get('again')) return setProblem('The two passwords are not the same.')
    setBusy(true)
    setProblem(null)
    try {
      const me = await api.acceptLink(kind, token, {
        password, user: said('user') ?? link.user ?? undefined, name: said('name') ?? link.name ?? undefined, discipline: said('discipline') ?? link.discipline ?? undefined,
      })
      go('/', { replace: true })
      await signedIn(me)
    } catch (error) {
      setProblem((error as Error).message)
      setBusy(false)
    }
  }
  const { title, lead, button } = heads[link.kind]
  return (
    <Card title={title} lead={lead}>
      {problem && <Alert color="red" variant="light" mb="md" role="alert">{problem}</Alert>}
      <form onSubmit={e => void onSubmit(e)} className={classes.form}>
        {link.name === null ? <TextInput label="Your name" name="name" autoComplete="name" placeholder="Dr. Wei Chen" required maxLength={200} /> : <Text>For <b>{link.name}</b></Text>}
        {link.kind !== 'reset' && link.discipline === null && <TextInput label="Discipline" name="discipline" placeholder="Physician, nurse practitioner, pharmacist …" required maxLength={100} />}
        {link.user === null ? <TextInput label="User name" name="user" autoComplete="username" autoCapitalize="none" spellCheck={false} required maxLength={64} /> : <input type="hidden" autoComplete="username" value={link.user} readOnly />}
        <PasswordInput label="Password" name="password" autoComplete="new-password" description={`At least ${LEAST_PASSWORD} characters. Several words that do not belong together are easy to remember.`} required minLength={LEAST_PASSWORD} />
        <PasswordInput label="The same again" name="again" autoComplete="new-password" required />
        <Button type="submit" fullWidth loading={busy}>{button}</Button>
      </form>
    </Card>
  )
}
