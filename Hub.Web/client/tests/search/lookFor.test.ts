// @vitest-environment happy-dom
import { expect, it } from 'vitest'
import type { Me } from '../../src/api/types'
import { auth } from '../../src/app/auth'
import { asQuery, goesOnFrom, lookFor, sought } from '../../src/features/search/lookFor'
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
  expect(asQuery('potassium wa')).toBe('potassium wa')
  expect(asQuery('potassium war')).toBe('potassium war*')
  expect(asQuery('potassium war ')).toBe('potassium war ')
  expect(asQuery('potassium from:')).toBe('potassium ')
  expect(asQuery('potassium in:"')).toBe('potassium ')
  expect(asQuery('From:')).toBe('')
  expect(asQuery('  ')).toBe('')
  expect(asQuery('from:chen')).toBe('from:chen')
  expect(asQuery('afrom:')).toBe('afrom:')
  expect(asQuery('dose in:"Ward Four')).toBe('dose in:"Ward Four')
  expect(asQuery('in:"Ward Four')).toBe('')
  expect(asQuery('in:"Ward Four" before:2026-03-02 ')).toBe('')
  expect(asQuery('in:ward from:chen')).toBe('in:ward from:chen')
  expect(asQuery('in:"Ward Four" war')).toBe('in:"Ward Four" war*')
})

it('takes a day for one of the reader’s own', () => {
  const day = new Date('2026-03-02T00:00:00').toISOString()
  expect(asQuery('dose before:2026-03-02 ')).toBe(`dose before:${day} `)
  expect(asQuery('(before:2026-03-02 ')).toBe('(before:2026-03-02 ')
  expect(asQuery('dose before:2026')).toBe('dose before:2026')
})

it('knows what was written on from what stands there, and what is another search', () => {
  expect(goesOnFrom('pota*', 'potas*')).toBe(true)
  expect(goesOnFrom('potassium ward*', 'potassium ')).toBe(true)
  expect(goesOnFrom('potassium*', 'dose*')).toBe(false)
  expect(goesOnFrom('', 'dose*')).toBe(false)
})
