import { Button, Checkbox, Group, Stack, TextInput } from '@mantine/core'
import { useState, type FormEvent } from 'react'

interface Who {
  name?: string
  discipline?: string
  admin: boolean
}

/** Everything may be left for the invited person to fill in. */
export function InviteForm({ invite, cancel }: { invite: (who: Who) => Promise<void>; cancel: () => void }) {
  const [busy, setBusy] = useState(false)
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const said = (name: string) => String(form.get(name) ?? '').trim() || undefined
    setBusy(true)
    void invite({ name: said('name'), discipline: said('discipline'), admin: form.get('admin') !== null }).finally(() => setBusy(false))
  }
  return (
    <form onSubmit={onSubmit}>
      <Stack gap="md" pb="md">
        <TextInput label="Name" name="name" description="May be left for the person to fill in" maxLength={200} autoFocus />
        <TextInput label="Discipline" name="discipline" maxLength={100} />
        <Checkbox label="Administrator" name="admin" description="Invites and disables people. Opens no room." />
        <Group gap="sm">
          <Button type="submit" loading={busy}>Make the link</Button>
          <Button variant="subtle" color="gray" onClick={cancel}>Cancel</Button>
        </Group>
      </Stack>
    </form>
  )
}
