import type { DecisionOutcome } from '../../api/types'

export const outcomeWords: Record<DecisionOutcome['outcome'], string> = { implemented: 'Carried out', partly: 'Carried out in part', not: 'Not carried out' }
