import type { Expects, RoomRole } from '../../api/types'
import type { People } from '../../app/hub'
import { sentence } from '../../ui/names'

export const within = [
  { value: '', label: 'No time given' }, { value: '15', label: 'Within 15 minutes' }, { value: '30', label: 'Within 30 minutes' }, { value: '60', label: 'Within 1 hour' },
  { value: '240', label: 'Within 4 hours' }, { value: '1440', label: 'Within a day' },
]

/** "Dr. Chen and Rosa to acknowledge within 30 minutes" */
export function expectsWords(expects: Expects, people: People, roles: readonly RoomRole[]): string {
  const time = within.find(w => w.value === String(expects.withinMinutes ?? ''))!
  return `Expects ${expects.room ? 'everybody here' : sentence([...(expects.roles ?? []).flatMap(id => roles.find(r => r.id === id)?.name ?? []), ...(expects.from ?? []).map(people.short)], 4)} to ${expects.kind === 'reply' ? 'answer' : 'acknowledge'}${time.value ? ` ${time.label.toLowerCase()}` : ''}`
}
