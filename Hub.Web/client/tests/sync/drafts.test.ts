import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Drafts } from '../../src/sync/drafts'
import { Vault } from '../../src/sync/vault'

let vault: Vault
let people = 0

beforeEach(async () => { vault = await Vault.open(`writer-${++people}`) })
afterEach(() => { vault.close() })

const kept = () => new Drafts(vault).read('r')

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
    let goOn = () => {}
    const held = new Promise<void>(done => { goOn = done })
    const seal = vault.seal.bind(vault)
    const sealing = vi.spyOn(vault, 'seal').mockImplementationOnce(async (...its) => { await held; return seal(...its) })
    drafts.write('r', 'to be sent')
    const first = drafts.flush()
    await vi.waitFor(() => expect(sealing).toHaveBeenCalled())
    drafts.write('r', '')
    await drafts.flush()
    goOn()
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
})
