import { expect, test } from 'vitest'
import { commandId } from '../../src/sync/commandId'

test('command ids grow with time and are UUIDs of version 7', () => {
  const ids = Array.from({ length: 1000 }, commandId)
  expect(new Set(ids).size).toBe(1000)
  expect([...ids].sort()).toEqual(ids)
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})
