import { Button, Group, Switch, Text, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Refusal } from '../../api/http'
import { api } from '../../api/routes'
import type { MyChannels } from '../../api/types'
import { count } from '../../ui/names'
import { Section } from '../../ui/Page'
import { pushHere, turnOff, turnOn, type Here } from './push'
import { WebhookForm } from './WebhookForm'

const away = 'Not changed: Care Hub cannot be reached. Try again in a moment.'
const say = (error: unknown) => error instanceof Refusal ? error.detail : away

/** How I am told what waits for me while the page is closed. */
export function ChannelsSection() {
  const cache = useQueryClient()
  const { data, isError } = useQuery({ queryKey: ['channels'], queryFn: api.channels })
  const changed = () => cache.invalidateQueries({ queryKey: ['channels'] })
  return (
    <Section title="How I am reached">
      <Text c="var(--hub-quiet)" mb="md">While the page is closed. What is sent says that something waits, never what it is.</Text>
      {isError && !data && <Text role="alert" size="sm" c="var(--hub-urgent)">This could not be read.</Text>}
      {data && <Device known={data} changed={changed} />}
      {data && <Mail key={data.mail ?? ''} known={data} changed={changed} />}
      {data && <WebhookForm
        label="Call an address" hint="For a program of yours. Each call is signed." address={data.webhook ?? null}
        set={async address => { const { secret } = await api.setWebhook(address); await changed(); return secret ?? null }}
      />}
    </Section>
  )
}

const words: Record<Here, string> = {
  cannot: 'This browser cannot be told anything while the page is closed. On an iPhone, add Care Hub to the home screen first.',
  blocked: 'Notifications of this page are blocked in the browser. Allow them in its settings (the sign beside the address), then come back.',
  off: 'The browser asks you once whether it may.',
  on: 'Signing out ends it on this device.',
}

function Device({ known, changed }: { known: MyChannels; changed: () => Promise<void> }) {
  const [here, setHere] = useState<Here | null>(null)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  useEffect(() => { void pushHere(known.pushHere).then(setHere) }, [known.pushHere])
  const turn = async (on: boolean) => {
    setBusy(true)
    setProblem(null)
    try {
      if (on) setHere(await turnOn(known.pushKey))
      else { await turnOff(); setHere('off') }
    } catch (error) {
      setProblem(error instanceof DOMException ? 'The push service of this browser does not answer. Try again in a moment.' : say(error))
    }
    setBusy(false)
    await changed()
  }
  const others = known.pushDevices - (known.pushHere ? 1 : 0)
  return (
    <div style={{ marginBottom: 20 }}>
      <Switch
        label="Notifications on this device" size="md" checked={here === 'on'} disabled={busy || here === null || here === 'cannot' || here === 'blocked'}
        onChange={e => void turn(e.currentTarget.checked)} description={here ? words[here] : ' '}
      />
      {others > 0 && <Text size="sm" c="var(--hub-quiet)" mt={4}>Also on {count(others, 'other device', 'other devices')} of yours.</Text>}
      {problem && <Text role="alert" size="sm" c="var(--hub-urgent)" mt={4}>{problem}</Text>}
    </div>
  )
}

function Mail({ known, changed }: { known: MyChannels; changed: () => Promise<void> }) {
  const [address, setAddress] = useState(known.mail ?? '')
  const [problem, setProblem] = useState<string | null>(null)
  const [told, setTold] = useState<string | null>(null)
  if (!known.mailOn) return <Text size="sm" c="var(--hub-quiet)" mb="md">E-mail: this hub sends none. An administrator can set it up.</Text>
  const said = address.trim() || null
  const set = async () => {
    setProblem(null)
    setTold(null)
    try {
      await api.setEmail(said)
      setTold(said ? `A link was sent to ${said}. Open it in this browser.` : null)
    } catch (error) {
      setProblem(say(error))
    }
    await changed()
  }
  const waits = known.mail && !known.mailConfirmed
  return (
    <form style={{ marginBottom: 20 }} onSubmit={e => { e.preventDefault(); void set() }}>
      <Group gap="sm" align="flex-end" wrap="wrap">
        <TextInput label="E-mail" type="email" autoComplete="email" value={address} onChange={e => setAddress(e.currentTarget.value)} style={{ flex: '1 1 240px' }} error={problem} />
        <Button type="submit" variant="default" disabled={said === (known.mail ?? null) && !waits}>{said === null && known.mail ? 'Remove' : waits && said === known.mail ? 'Send the link again' : 'Save'}</Button>
      </Group>
      <Text size="sm" c="var(--hub-quiet)" mt={4} role="status">{told ?? (waits ? 'Not confirmed yet: open the link that was sent there.' : known.mail ? 'Confirmed.' : 'You confirm it by a link.')}</Text>
    </form>
  )
}
