import { Button, Text } from '@mantine/core'
import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import { Refusal } from '../../api/http'
import { api } from '../../api/routes'
import type { Notice } from '../../api/types'
import { usePeople } from '../../app/hub'
import { commandId } from '../../sync/commandId'
import { Page } from '../../ui/Page'

/** Somebody wrote to one person alone, who does not answer; I am asked next and cannot read it. What I can do is ask them. */
export function Elsewhere({ notice: { subject, done } }: { notice: Notice }) {
  const people = usePeople()
  const [, go] = useLocation()
  const [problem, setProblem] = useState<string | null>(null)
  const name = people.short(subject!)
  const write = () => api.createRoom({ id: commandId(), kind: 'direct', members: [subject!] }).then(room => go(`/rooms/${room.id}`), (error: unknown) => setProblem(error instanceof Refusal ? error.detail : 'Care Hub cannot be reached. Try again in a moment.'))
  return (
    <Page title={done ? 'It was answered' : `${name} waits for an answer`} aside={<Link to="/notices">All notices</Link>}>
      <Text mb="md">{name} wrote to one person alone, who could not be reached. Only the two of them can read it. {done ? 'Nobody is waited for any more.' : `Ask ${name} what is needed.`}</Text>
      {problem && <Text role="alert" c="var(--hub-urgent)" mb="md">{problem}</Text>}
      <Button variant={done ? 'default' : 'filled'} onClick={() => void write()}>Write to {name}</Button>
    </Page>
  )
}
