import { IconBulb, IconClockCheck, IconHeartHandshake, IconSchool, IconShieldCheck } from '@tabler/icons-react'
import type { ComponentType } from 'react'
import type { ThanksValue } from '../../api/types'

export interface ValueWords {
  value: ThanksValue
  name: string
  /** What it means, where one chooses. */
  hint: string
  Icon: ComponentType<{ size?: number; stroke?: number }>
}

export const values: readonly ValueWords[] = [
  { value: 'reliability', name: 'Reliability', hint: 'It was done, and on time', Icon: IconClockCheck },
  { value: 'respect', name: 'Respect', hint: 'For a patient, a family, a colleague', Icon: IconHeartHandshake },
  { value: 'clarity', name: 'Clarity', hint: 'Said so that everybody understood', Icon: IconBulb },
  { value: 'teaching', name: 'Teaching', hint: 'Somebody learned something', Icon: IconSchool },
  { value: 'catchingAnError', name: 'Catching an error', hint: 'Seen before it did harm', Icon: IconShieldCheck },
]

export function wordsOf(value: ThanksValue): ValueWords {
  return values.find(v => v.value === value)!
}
