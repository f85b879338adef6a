import { describe, expect, it } from 'vitest'
import { fieldsOf, joined } from '../../src/app/useFields'

const before = { position: 'wait', reasoning: '', actions: [] as string[] }

describe('What was kept of a form', () => {
  it('stands in its fields, and what it lacks is as it was before', () => {
    expect(fieldsOf('{"reasoning":"the scan is due"}', before)).toEqual({ position: 'wait', reasoning: 'the scan is due', actions: [] })
  })

  it('is nothing where nothing was begun, or what was kept cannot be read', () => {
    expect(fieldsOf('', before)).toBe(before)
    expect(fieldsOf('{"reasoning":', before)).toBe(before)
  })

  it('stands beside what was filled in elsewhere before it was read, and is not lost to a first key', () => {
    expect(JSON.parse(joined('{"position":"operate","reasoning":"","actions":["call"]}', '{"position":"wait","reasoning":"typed","actions":[]}', before))).toEqual({ position: 'operate', reasoning: 'typed', actions: ['call'] })
    expect(JSON.parse(joined('{"reasoning":"a long text"}', '{"reasoning":"!"}', before))).toEqual({ ...before, reasoning: 'a long text' })
  })
})
