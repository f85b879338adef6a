// @vitest-environment happy-dom
import { expect, it } from 'vitest'
import type { Me } from '../../src/api/types'
import { auth } from '../../src/app/auth'
import { asQuery, lookFor, sought } from '../../src/features/search/lookFor'
import type { HubSession } from '../../src/sync/hubSession'

it('forgets what was looked for with the person, whichever way they leave', () => {
  for (const left of ['out', 'locked'] as const) {
    auth.setState({ at: 'in', me: { id: 'a' } as Me, session: {} as HubSession }, true)
    lookFor({ q: 'somebody’s diagnosis', room: 'r' })
    auth.setState({ at: left }, true)
    expect(sought.getState()).toEqual({ q: '', room: null })
  }
})

it('asks for what is written, the last word as a beginning, and not yet for a filter that says nothing', () => {
  const asked = (q: string, room: string | null = null) => asQuery({ q, room })
  expect(asked('potassium wa')).toBe('potassium wa')
  expect(asked('potassium war')).toBe('potassium war*')
  expect(asked('potassium war ')).toBe('potassium war ')
  expect(asked('potassium from:')).toBe('potassium ')
  expect(asked('potassium in:"')).toBe('potassium ')
  expect(asked('From:', 'r')).toBe('')
  expect(asked('in:"Ward 4', 'r')).toBe('in:r in:"Ward 4')
  expect(asked('in:"Ward Four')).toBe('in:"Ward Four')
  expect(asked('in:"Ward Four" war')).toBe('in:"Ward Four" war*')
  expect(asked('from:chen')).toBe('from:chen')
  expect(asked('afrom:')).toBe('afrom:')
})
