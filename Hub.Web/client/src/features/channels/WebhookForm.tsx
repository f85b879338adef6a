import { Button, Code, Group, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { Refusal } from '../../api/http'

/**
 * An address that is called. The secret is shown once, after setting it.
 * @param set answers with the secret; null when there is nothing to call any more
 */
export function WebhookForm({ label, hint, address, set }: { label: string; hint: string; address: string | null; set: (address: string | null) => Promise<string | null> }) {
  const [text, setText] = useState(address ?? '')
  const [secret, setSecret] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const said = text.trim() || null
  const save = async () => {
    setProblem(null)
    try {
      setSecret(await set(said))
    } catch (error) {
      setProblem(error instanceof Refusal ? error.detail : 'Not changed: Care Hub cannot be reached. Try again in a moment.')
    }
  }
  return (
    <form onSubmit={e => { e.preventDefault(); void save() }}>
      <Group gap="sm" align="flex-end" wrap="wrap">
        <TextInput label={label} type="url" placeholder="https://" autoComplete="off" value={text} onChange={e => setText(e.currentTarget.value)} style={{ flex: '1 1 240px' }} error={problem} />
        <Button type="submit" variant="default" disabled={said === null && address === null}>{said === null && address ? 'Remove' : said !== null && said === address ? 'New secret' : 'Save'}</Button>
      </Group>
      <Text size="sm" c="var(--hub-quiet)" mt={4}>{hint}</Text>
      {secret && <Text size="sm" mt="xs" role="status">The secret it is signed with, shown this once: <Code style={{ overflowWrap: 'anywhere' }}>{secret}</Code></Text>}
    </form>
  )
}
