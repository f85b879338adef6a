import { useQuery } from '@tanstack/react-query'
import { api } from '../../api/routes'

/** All teams with who is on duty. A shift begins by itself, so it is asked for again now and then. */
export function useTeams() {
  return useQuery({ queryKey: ['teams'], queryFn: api.teams, refetchInterval: 30_000 })
}
