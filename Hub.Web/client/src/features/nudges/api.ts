import { call } from '../../api/http'
import type { Id, NudgePolicy } from '../../api/types'

export const policyOf = (team: Id) => call<NudgePolicy>('GET', `/api/teams/${team}/nudge-policy`)
export const changePolicy = (team: Id, policy: NudgePolicy) => call<NudgePolicy>('PUT', `/api/teams/${team}/nudge-policy`, { body: policy })
