import { describe, expect, it } from 'vitest'
import { calls, mentionAt, mentionsIn } from '../../src/features/talk/mentions'

const members = [{ userId: 'c' }, { userId: 'w' }]
const people = { full: (id: string) => ({ c: 'Dr. Wei Chen', w: 'Dr. Wei' })[id] ?? '…' }

describe('mentions', () => {
  it('are of the longest name that stands there, and of nobody within a word', () => {
    expect(mentionsIn('ask @Dr. Wei Chen, please', members, people)).toEqual({ people: ['c'], room: false })
    expect(mentionsIn('@Dr. Wei: and @room', members, people)).toEqual({ people: ['w'], room: true })
    expect(mentionsIn('write to ward@Dr. Wei', members, people)).toBeUndefined()
  })

  it('are seen in a text before it is known whom they call', () => {
    for (const text of ['@Dr. Wei Chen potassium 6.1', 'please, (@Rosa)', 'first\n@che']) expect(calls(text)).toBe(true)
    for (const text of ['ward4@hospital.example', '1 mg @ 5 min', 'K 6.1 @14:00', 'please, (@room)', 'nobody']) expect(calls(text)).toBe(false)
  })

  it('are sought by what stands between the @ and the caret', () => {
    expect(mentionAt('call @Che', 9)).toEqual({ from: 5, sought: 'che' })
    expect(mentionAt('ward@che', 8)).toBeNull()
  })
})
