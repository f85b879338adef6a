import { Button, Stack, Text, TextInput } from '@mantine/core'
import { IconFlame } from '@tabler/icons-react'
import { useState, type FormEvent } from 'react'

/** Destroys the room for good: only who writes its title out means it. */
export function Destroy({ title, destroy, done }: { title: string; destroy: (title: string) => Promise<boolean>; done: () => void }) {
  const [open, setOpen] = useState(false)
  const [written, setWritten] = useState('')
  if (!open) return <Button variant="default" fullWidth leftSection={<IconFlame size={18} stroke={1.7} aria-hidden />} onClick={() => setOpen(true)}>Destroy the room</Button>
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    void destroy(written.trim()).then(ok => { if (ok) done() })
  }
  return (
    <form onSubmit={onSubmit}>
      <Stack gap="sm">
        <Text size="sm">Its key is thrown away: no message and no file of it can be read again, by anybody. That it existed, and who wrote when, stays in the record. Export it first if it must be kept.</Text>
        <TextInput label={`Write “${title}” to destroy it`} value={written} onChange={e => setWritten(e.currentTarget.value)} autoComplete="off" data-autofocus />
        <Button type="submit" color="red" disabled={written.trim() !== title}>Destroy for good</Button>
        <Button variant="subtle" color="gray" onClick={() => { setOpen(false); setWritten('') }}>Keep the room</Button>
      </Stack>
    </form>
  )
}
