import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Drafts, takeAway } from '../../src/sync/drafts'
import { Vault } from '../../src/sync/vault'

let vault: Vault
let people = 0

beforeEach(async () => { vault = await Vault.open(`writer-${++people}`) })
afterEach(() => { vault.close() })

/** What waits for it goes on when it is opened. */
function gate() {
  let open = () => {}
  const passed = new Promise<void>(done => { open = done })
  return { passed, open: () => open() }
}

const kept = () => new Drafts(vault).read('r')

/** A draft that one tab has kept, and that the other shows. */
async function inTwoTabs(text: string, place = 'r'): Promise<[Drafts, Drafts]> {
  const [one, other] = [new Drafts(vault), new Drafts(vault)] as [Drafts, Drafts]
  one.write(place, text)
  await one.flush()
  await other.read(place)
  return [one, other]
}

describe('Drafts', () => {
  it('keeps what was written last, sealed, and reads it after a reload', async () => {
    const drafts = new Drafts(vault)
    drafts.write('r', 'potassium 6.')
    drafts.write('r', 'potassium 6.1')
    await drafts.flush()
    expect(await kept()).toBe('potassium 6.1')
    expect(JSON.stringify(await vault.db.drafts.get('r'))).not.toContain('potassium')
  })

  it('writes a moment after the last key, and at once that nothing is left', async () => {
    const drafts = new Drafts(vault)
    drafts.write('r', 'a draft')
    await vi.waitFor(async () => expect(await kept()).toBe('a draft'))
    drafts.write('r', '')
    await vi.waitFor(async () => expect(await vault.db.drafts.count()).toBe(0), 200)
  })

  it('does not bring back what was sent while it was being sealed', async () => {
    const drafts = new Drafts(vault)
    const { passed, open } = gate()
    const seal = vault.seal.bind(vault)
    const sealing = vi.spyOn(vault, 'seal').mockImplementationOnce(async (...its) => { await passed; return seal(...its) })
    drafts.write('r', 'to be sent')
    const first = drafts.flush()
    await vi.waitFor(() => expect(sealing).toHaveBeenCalled())
    drafts.write('r', '')
    await drafts.flush()
    open()
    await first
    expect(await vault.db.drafts.count()).toBe(0)
    expect(await drafts.read('r')).toBe('')
  })

  it('keeps what it can where one place cannot be kept, and that one later', async () => {
    const drafts = new Drafts(vault)
    drafts.write('sent', 'now sent')
    await drafts.flush()
    vi.spyOn(vault.db.drafts, 'put').mockRejectedValueOnce(new Error('the disk is full'))
    drafts.write('r', 'kept all the same')
    drafts.write('sent', '')
    await expect(drafts.flush()).rejects.toThrow('the disk is full')
    expect(await vault.db.drafts.count()).toBe(0)
    await drafts.flush()
    expect(await kept()).toBe('kept all the same')
  })

  it('puts back what could not be sent, in the order in which it was written, before what was begun since', async () => {
    const drafts = new Drafts(vault)
    for (const text of ['one', 'two', 'three']) {
      drafts.write('r', text)
      drafts.leave('r')
    }
    const back = () => drafts.back.getState().places.get('r')
    const shown = () => drafts.changed.getState()
    drafts.write('r', 'and four')
    drafts.putBack('r', 'one', 'no space')
    expect(back()).toEqual({ why: 'no space' })
    expect(shown()).toMatchObject({ place: 'r', text: 'one\nand four' })
    drafts.putBack('r', 'two', 'no space')
    drafts.write('r', 'one\ntwo\nand four more')
    expect(back()).toBeUndefined()
    drafts.putBack('r', 'three', 'no space')
    expect(back()).toBeDefined()
    expect(shown()!.text).toBe('one\ntwo\nthree\nand four more')
    await drafts.flush()
    expect(await kept()).toBe('one\ntwo\nthree\nand four more')
  })

  it('puts back what could not be sent once, although it was kept as a draft, and beside what was read', async () => {
    const drafts = new Drafts(vault)
    drafts.write('r', 'one')
    await drafts.flush()
    drafts.leave('r')
    drafts.putBack('r', 'one', '')
    expect(await drafts.read('r')).toBe('one')
    await drafts.flush()

    const again = new Drafts(vault)
    expect(await again.read('r')).toBe('one')
    again.putBack('r', 'an edit', '')
    expect(await again.read('r')).toBe('an edit\none')
    again.putBack('r', 'an edit', '')
    expect(await again.read('r')).toBe('an edit\nan edit\none')
    again.putBack('r', '', 'only why')
    expect(again.back.getState().places.get('r')).toEqual({ why: 'only why' })
    expect(again.changed.getState()!.text).toBe('an edit\nan edit\none')
  })

  it('does not show again what was sent while it is still being written', async () => {
    const drafts = new Drafts(vault)
    drafts.write('r', 'sent')
    await drafts.flush()
    drafts.leave('r')
    expect(await drafts.read('r')).toBe('')
    drafts.write('r', 'the next')
    await drafts.flush()
    expect(await drafts.read('r')).toBe('the next')
  })

  it('puts back before what another tab wrote, where that was read since', async () => {
    const [one, other] = [new Drafts(vault), new Drafts(vault)]
    expect(await one.read('r')).toBe('')
    other.write('r', 'from the other tab')
    await other.flush()
    expect(await one.read('r')).toBe('from the other tab')
    one.putBack('r', 'an edit', 'no space', { priority: 'urgent' })
    expect(one.back.getState().places.get('r')).toEqual({ why: 'no space', beside: { priority: 'urgent' } })
    expect(one.changed.getState()!.text).toBe('an edit\nfrom the other tab')
  })

  it('takes away only what this tab wrote or read: what another one kept there since stays', async () => {
    const [one, other] = [new Drafts(vault), new Drafts(vault)]
    one.write('r', 'a long text')
    await one.flush()
    expect(other.leave('r').stamp).not.toBe((await vault.db.drafts.get('r'))!.stamp)
    other.write('r', '')
    await other.flush()
    expect(await kept()).toBe('a long text')
    expect(await other.read('r')).toBe('a long text')
    expect(other.leave('r').stamp).toBe((await vault.db.drafts.get('r'))!.stamp)
    other.write('r', '')
    await other.flush()
    expect(await kept()).toBe('')
  })

  it('keeps what is written without a pause, too', async () => {
    const drafts = new Drafts(vault)
    const typing = setInterval(() => drafts.write('r', 'typed on and on'), 50)
    await vi.waitFor(async () => expect(await kept()).toBe('typed on and on'))
    clearInterval(typing)
  })

  it('keeps what is written faster than it is sealed, and the later text last', async () => {
    const drafts = new Drafts(vault)
    const seal = vault.seal.bind(vault)
    const gates = [gate(), gate()]
    let sealing = 0
    vi.spyOn(vault, 'seal').mockImplementation((value, where) => (sealing < 2 ? gates[sealing++]!.passed.then(() => seal(value, where)) : seal(value, where)))
    drafts.write('r', 'typed')
    const first = drafts.flush()
    drafts.write('r', 'typed on')
    gates[0]!.open()
    await first
    expect(await kept()).toBe('typed')
    const second = drafts.flush()
    drafts.write('r', 'typed on and on')
    await drafts.flush()
    gates[1]!.open()
    await second
    expect(await kept()).toBe('typed on and on')
  })

  it('sends what could only be kept at the second time from the place where it stands', async () => {
    const drafts = new Drafts(vault)
    drafts.write('r', 'an older text')
    await drafts.flush()
    vi.spyOn(vault.db.drafts, 'put').mockRejectedValueOnce(new Error('the disk is full'))
    drafts.write('r', 'a newer text')
    await expect(drafts.flush()).rejects.toThrow('the disk is full')
    expect(drafts.leave('r').stamp).toBe((await vault.db.drafts.get('r'))!.stamp)
  })

  it('keeps the same text written anew after it was sent while it was being kept', async () => {
    const drafts = new Drafts(vault)
    const { passed, open } = gate()
    const put = vault.db.drafts.put.bind(vault.db.drafts)
    vi.spyOn(vault.db.drafts, 'put').mockImplementationOnce(((row: never) => passed.then(() => put(row))) as never)
    drafts.write('r', 'yes')
    const first = drafts.flush()
    await vi.waitFor(() => expect(vault.db.drafts.put).toHaveBeenCalled())
    const left = drafts.leave('r')
    drafts.write('r', 'yes')
    open()
    await first
    await vault.db.transaction('rw', vault.db.drafts, () => takeAway(vault.db, left))
    await drafts.flush()
    expect(await kept()).toBe('yes')
  })

  it('stays where another tab shows it, though it is erased here', async () => {
    const [one, other] = [new Drafts(vault), new Drafts(vault)]
    other.write('r', 'a long text')
    await other.flush()
    await one.read('r')
    one.write('r', '')
    await one.flush()
    await new Promise(resolve => setTimeout(resolve, 100))
    expect(other.changed.getState()).toBeNull()
    for (const drafts of [one, other]) drafts.stop()
  })

  it('is shown no longer by another tab once it was sent, unless that has written on', async () => {
    const [one, other, third] = [new Drafts(vault), new Drafts(vault), new Drafts(vault)]
    one.write('r', 'potassium 6.1')
    await one.flush()
    await other.read('r')
    await third.read('r')
    third.write('r', 'potassium 6.1, and')
    one.write('r', 'potassium 6.1, lactate 2')
    await one.flush()
    const left = one.leave('r')
    one.write('r', 'the next')
    await one.flush()
    one.gone(left)
    await vi.waitFor(() => expect(other.changed.getState()).toEqual({ place: 'r', text: '', isSent: true }))
    expect(third.changed.getState()).toBeNull()
    // What was begun after it is another draft, and goes by itself.
    expect(await other.read('r')).toBe('the next')
    one.gone(one.leave('r'))
    await vi.waitFor(() => expect(other.changed.getState()).toEqual({ place: 'r', text: '', isSent: true }))
    for (const drafts of [one, other, third]) drafts.stop()
  })

  it('stands in one tab no longer, though it came back there, once another tab has sent it', async () => {
    const [one, other] = await inTwoTabs('potassium 6.1')
    one.leave('r')
    one.putBack('r', 'potassium 6.1', 'no space')
    await one.flush()
    other.gone(other.leave('r'))
    await vi.waitFor(() => expect(one.changed.getState()).toEqual({ place: 'r', text: '', isSent: true }))
    expect(one.back.getState().places.has('r')).toBe(false)
    await vi.waitFor(async () => expect(await kept()).toBe(''))
    for (const drafts of [one, other]) drafts.stop()
  })

  it('stays where something was written to it after it came back, or came back from elsewhere', async () => {
    const [one, two, other] = [new Drafts(vault), new Drafts(vault), new Drafts(vault)]
    one.write('r', 'potassium 6.1')
    await one.flush()
    for (const drafts of [two, other]) await drafts.read('r')
    for (const drafts of [one, two]) drafts.leave('r')
    one.putBack('r', 'potassium 6.1', 'no space')
    one.write('r', 'potassium 6.1, and')
    two.putBack('r', 'an edit', 'its message is gone')
    other.gone(other.leave('r'))
    await new Promise(resolve => setTimeout(resolve, 100))
    expect(await one.read('r')).toBe('potassium 6.1, and')
    expect(await two.read('r')).toBe('an edit')
    for (const drafts of [one, two, other]) drafts.stop()
  })

  it('is told of no longer, wherever that was told, once another tab has sent it', async () => {
    const [one, other] = [new Drafts(vault), new Drafts(vault)]
    one.write('r/edit/4', 'an edit')
    one.tell('r/edit', { why: 'no space', of: 'r/edit/4' })
    one.tell('s/edit', { why: 'no space', of: 's/edit/4' })
    await one.flush()
    await other.read('r/edit/4')
    other.gone(other.leave('r/edit/4'))
    await vi.waitFor(() => expect([...one.back.getState().places.keys()]).toEqual(['s/edit']))
    for (const drafts of [one, other]) drafts.stop()
  })

  it('ends in each tab once it was sent by itself, unless another text stands there by then', async () => {
    const [one, other] = await inTwoTabs('biopsy')
    one.write('r', 'surgery')
    one.end('r', 'surgery')
    expect(one.changed.getState()).toEqual({ place: 'r', text: '', isSent: true })
    await vi.waitFor(() => expect(other.changed.getState()).toEqual({ place: 'r', text: '', isSent: true }))
    await vi.waitFor(async () => expect(await kept()).toBe(''))
    one.write('r', 'a note')
    one.write('r', 'a note, and')
    one.end('r', 'a note')
    expect(await one.read('r')).toBe('a note, and')
    for (const drafts of [one, other]) drafts.stop()
  })

  it('does not come back once another tab has sent it while it was on its way here', async () => {
    const [one, other] = await inTwoTabs('potassium 6.1')
    one.leave('r')
    other.gone(other.leave('r'))
    await new Promise(resolve => setTimeout(resolve, 100))
    one.putBack('r', 'potassium 6.1', 'no space')
    expect(await one.read('r')).toBe('')
    expect(one.back.getState().places.has('r')).toBe(false)
    // Another writing does, though what was kept last before it was sent there.
    one.write('r', 'lactate 4')
    one.leave('r')
    one.putBack('r', 'lactate 4', 'no space')
    expect(await one.read('r')).toBe('lactate 4')
    for (const drafts of [one, other]) drafts.stop()
  })

  it('is taken from a place that is no more by one tab only', async () => {
    const [one, other] = [new Drafts(vault), new Drafts(vault)]
    one.write('r/edit/4', 'an edit')
    await one.flush()
    expect((await Promise.all([one.take('r/edit/4'), other.take('r/edit/4')])).sort()).toEqual(['', 'an edit'])
    one.write('r/edit/5', 'not kept yet')
    expect((await Promise.all([one.take('r/edit/5'), one.take('r/edit/5')])).sort()).toEqual(['', 'not kept yet'])
    expect(await vault.db.drafts.count()).toBe(0)
    for (const drafts of [one, other]) drafts.stop()
  })
})
