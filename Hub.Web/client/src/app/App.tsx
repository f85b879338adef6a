import { Button, Center, Loader, Stack, Text } from '@mantine/core'
import { lazy, Suspense, useEffect } from 'react'
import { Route, Switch } from 'wouter'
import { useStore } from 'zustand'
import { SignIn } from '../features/signin/SignIn'
import { Unlock } from '../features/signin/Unlock'
import { Boundary } from '../ui/Boundary'
import { auth, boot, watchIdle } from './auth'
import { Workspace } from './pages'

const Welcome = lazy(() => import('../features/welcome/Welcome'))

export function App() {
  return (
    <Boundary>
      <Suspense fallback={<Waiting />}>
        <Switch>
          <Route path="/setup/:token">{({ token }) => <Welcome kind="setup" token={token} />}</Route>
          <Route path="/invitation/:token">{({ token }) => <Welcome kind="invitations" token={token} />}</Route>
          <Route><Gate /></Route>
        </Switch>
      </Suspense>
    </Boundary>
  )
}

/** Shows what the person may see now. Whoever is signed in gets a workspace of their own; another person gets another one. */
function Gate() {
  const now = useStore(auth)
  useEffect(() => { void boot(); return watchIdle() }, [])
  switch (now.at) {
    case 'loading': return <Waiting />
    case 'unreachable': return <Unreachable />
    case 'out': return <SignIn notice={now.notice} />
    case 'locked': return <Unlock name={now.name} />
    case 'in': return <Workspace key={now.me.id} me={now.me} session={now.session} />
  }
}

function Waiting() {
  return <Center h="100dvh" component="main"><h1 className="visually-hidden">Care Hub</h1><Loader type="dots" role="status" aria-label="Loading" /></Center>
}

function Unreachable() {
  useEffect(() => {
    const timer = setInterval(() => void boot(), 4000)
    return () => clearInterval(timer)
  }, [])
  return (
    <Center h="100dvh" p="lg" component="main">
      <Stack align="center" gap="sm">
        <Text component="h1" fw={600} size="lg">Care Hub cannot be reached</Text>
        <Text c="var(--hub-quiet)" ta="center">What you wrote is kept in this browser. The page tries again by itself.</Text>
        <Button variant="default" onClick={() => void boot()}>Try now</Button>
      </Stack>
    </Center>
  )
}
