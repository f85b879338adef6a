import { Switch, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api/routes'
import { Section } from '../../ui/Page'

/** Whether I take part in thanks. */
export function KeepOut() {
  const cache = useQueryClient()
  const { data } = useQuery({ queryKey: ['thanks-choice'], queryFn: api.thanksChoice })
  const [failed, setFailed] = useState(false)
  const choose = async (keepOut: boolean) => {
    setFailed(false)
    await api.chooseThanks(keepOut).catch(() => setFailed(true))
    await cache.invalidateQueries({ queryKey: ['thanks-choice'] })
    await cache.invalidateQueries({ queryKey: ['wall'] })
    await cache.invalidateQueries({ queryKey: ['digests'] })
  }
  return (
    <Section title="Thanks">
      <Switch size="md" label="Keep me out of it" disabled={!data} checked={data?.keepOut ?? false} onChange={e => void choose(e.currentTarget.checked)} />
      <Text size="sm" c="var(--hub-quiet)" mt="xs">Nobody can thank you in public, you stand on no wall and in no digest, and you give no thanks there either. Nobody is told why. You can take part again at any time.</Text>
      {failed && <Text role="alert" size="sm" c="var(--hub-urgent)">Not saved: Care Hub cannot be reached. Try again in a moment.</Text>}
    </Section>
  )
}
