import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '../../api/routes'
import type { Id } from '../../api/types'
import { WebhookForm } from './WebhookForm'

/** For leads: an address that is called when a member is told something that concerns the team. */
export function TeamCalls({ team }: { team: Id }) {
  const cache = useQueryClient()
  const { data } = useQuery({ queryKey: ['webhook', team], queryFn: () => api.teamWebhook(team) })
  if (!data) return null
  const set = async (address: string | null) => {
    const { secret } = await api.setTeamWebhook(team, address)
    await cache.invalidateQueries({ queryKey: ['webhook', team] })
    return secret ?? null
  }
  return <WebhookForm label="Call an address for the team" hint="When one of you is told something that concerns the team: in its rooms, for its roles, its sessions, thanks and digest. Each call is signed." address={data.address ?? null} set={set} />
}
