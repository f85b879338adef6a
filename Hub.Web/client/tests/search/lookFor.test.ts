// @vitest-environment happy-dom
import { expect, it } from 'vitest'
import type { Me } from '../../src/api/types'
import { auth } from '../../src/app/auth'
import { lookFor, sought } from '../../src/features/search/lookFor'
import type { HubSession } from '../../src/sync/hubSession'

it('forgets what was looked for with the person, whichever way they leave', () => {
  for (const left of ['out', 'locked'] as const) {
    auth.setState({ at: 'in', me: { id: 'a' } as Me, session: {} as HubSession }, true)
    lookFor({ q: 'somebody’s diagnosis', room: 'r' })
    auth.setState({ at: left }, true)
    expect(sought.getState()).toEqual({ q: '', room: null })
  }
})
