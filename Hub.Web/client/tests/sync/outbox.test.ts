import 'fake-indexeddb/auto'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { Refusal, Unreachable } from '../../src/api/http'
import type { Command } from '../../src/api/types'
import { Outbox } from '../../src/sync/outbox'
import { Vault, wipeVault } from '../../src/sync/vault'

const open: { outbox: Outbox; vault: Vault }[] = []
let people = 0

async function outboxOf(user: string, send: (room: string, command: Command) => Promise<{ seq: number }>, exclusively = alone) {
  const vault = await Vault.open(user)
  const outbox = new Outbox(vault, { send, delay: () => 1, exclusively })
  open.push({ outbox, vault })
  outbox.start()
  return { outbox, vault }
}

const never = () => new Promise<never>(() => {})
const alone = (_: string, __: AbortSignal, work: () => Promise<void>) => work()
const someone = () => `person-${++people}`
const message = (text: string): Command => ({ id: crypto.randomUUID(), type: 'postMessage', text })
const list = (o: Outbox) => o.pending.getState().list

afterEach(() => {
  for (const { outbox, vault } of open.splice(0)) { outbox.stop(); vault.close() }
})

describe('Outbox', () => {
  it('sends again with the same id, in order within a room, until an answer comes', async () => {
    const calls: string[] = []
    let cuts = 3
    const { outbox } = await outboxOf(someone(), async (room, command) => {
      calls.push(`${room} ${command.id}`)
      if (room === 'a' && cuts-- > 0) throw new Unreachable('cut')
      return { seq: calls.length }
    })
    const [one, two, three] = [message('one'), message('two'), message('three')]
    for (const room of ['a', 'b']) outbox.seen(room, 0)
    await outbox.put('a', one!)
    await outbox.put('a', two!)
    await outbox.put('b', three!)
    await vi.waitFor(() => expect(new Set(calls).size).toBe(3))
    await vi.waitFor(() => expect(list(outbox).every(p => p.sentAs !== undefined)).toBe(true))
    expect(calls.filter(c => c.startsWith('a'))).toEqual([...Array(4).fill(`a ${one!.id}`), `a ${two!.id}`])
    expect(calls.filter(c => c.startsWith('b'))).toEqual([`b ${three!.id}`])
  })

  it('keeps the order of a room when the next is written just as the one before is tried again', async () => {
    const calls: string[] = []
    let down = true
    const vault = await Vault.open(someone())
    const send = async (_: string, command: Command) => {
      calls.push(command.id)
      if (down) throw new Unreachable('cut')
      return { seq: calls.length }
    }
    const outbox = new Outbox(vault, { send, delay: () => 60_000, exclusively: alone })
    open.push({ outbox, vault })
    outbox.start()
    const [one, two, three] = [message('one'), message('two'), message('three')]
    await outbox.put('a', one!)
    await vi.waitFor(() => expect(calls).toEqual([one!.id]))
    down = false
    await Promise.all([outbox.put('a', two!).then(() => outbox.wake()), outbox.put('a', three!)])
    await vi.waitFor(() => expect(calls).toEqual([one!.id, one!.id, two!.id, three!.id]))
    await vi.waitFor(async () => expect(await vault.db.outbox.count()).toBe(0))
  })

  it('sends each of many once, whatever is written while it sends and reads', async () => {
    const calls: string[] = []
    const { outbox, vault } = await outboxOf(someone(), async (_, command) => {
      await new Promise(r => setTimeout(r, calls.length % 4))
      return { seq: calls.push(command.id) }
    })
    const written = Array.from({ length: 40 }, (_, i) => message(`${i}`))
    for (const m of written) {
      await outbox.put('a', m)
      await new Promise(r => setTimeout(r, Number(m.id.charCodeAt(0)) % 5))
    }
    await vi.waitFor(async () => expect(await vault.db.outbox.count()).toBe(0))
    expect(calls).toEqual(written.map(m => m.id))
  })

  it('keeps the order of two that are written at once, though the first takes longer to seal', async () => {
    const calls: string[] = []
    const { outbox, vault } = await outboxOf(someone(), async (_, command) => ({ seq: calls.push(command.id) }))
    const seal = vault.seal.bind(vault)
    vi.spyOn(vault, 'seal').mockImplementationOnce(async (value, at) => { await new Promise(r => setTimeout(r, 30)); return seal(value, at) })
    const [one, two] = [message('one'), message('two')]
    await Promise.all([outbox.put('a', one!), outbox.put('a', two!)])
    await vi.waitFor(() => expect(calls).toEqual([one!.id, two!.id]))
  })

  it('does not keep a room waiting for what is being written in another, and says when all is', async () => {
    const calls: string[] = []
    const { outbox, vault } = await outboxOf(someone(), async room => ({ seq: calls.push(room) }))
    let fail: ((e: Error) => void) | undefined
    vi.spyOn(vault, 'seal').mockReturnValueOnce(new Promise((_, reject) => { fail = reject }))
    const held = outbox.put('a', message('one'))
    const next = outbox.put('a', message('two'))
    await outbox.put('b', message('three'))
    await vi.waitFor(() => expect(calls).toEqual(['b']))
    let all = false
    const written = outbox.written().then(() => { all = true })
    await new Promise(r => setTimeout(r, 20))
    expect(all).toBe(false)
    fail!(new Error('no space'))
    await expect(held).rejects.toThrow('no space')
    await next
    await written
    await vi.waitFor(() => expect(calls).toEqual(['b', 'a']))
  })

  it('keeps the order of a room although one in between cannot be sealed, and waits for all when asked', async () => {
    const calls: string[] = []
    const { outbox, vault } = await outboxOf(someone(), async (_, command) => ({ seq: calls.push(command.id) }))
    const seal = vault.seal.bind(vault)
    let goOn = () => {}
    const held = new Promise<void>(done => { goOn = done })
    vi.spyOn(vault, 'seal').mockImplementationOnce(async (...its) => { await held; return seal(...its) }).mockRejectedValueOnce(new Error('no'))
    const [one, two, three] = [message('one'), message('two'), message('three')]
    const first = outbox.put('a', one!)
    await expect(outbox.put('a', two!)).rejects.toThrow('no')
    const third = outbox.put('a', three!)
    let all = false
    const written = outbox.written().then(() => { all = true })
    await new Promise(r => setTimeout(r, 20))
    expect(calls).toEqual([])
    expect(all).toBe(false)
    goOn()
    await Promise.all([first, third, written])
    await vi.waitFor(() => expect(calls).toEqual([one!.id, three!.id]))
  })

  it('shows a line although its write does not come to an end, and takes it away when it fails', async () => {
    const { outbox, vault } = await outboxOf(someone(), never)
    let fail: ((e: Error) => void) | undefined
    vi.spyOn(vault, 'seal').mockReturnValue(new Promise((_, reject) => { fail = reject }))
    const m = message('one')
    const put = outbox.put('a', m)
    await vi.waitFor(() => expect(list(outbox).map(p => p.id)).toEqual([m.id]))
    fail!(new Error('no space'))
    await expect(put).rejects.toThrow('no space')
    expect(list(outbox)).toEqual([])
  })

  it('shows nothing as waiting that was answered, however late the vault is read', async () => {
    let answer: ((taken: { seq: number }) => void) | undefined
    const { outbox, vault } = await outboxOf(someone(), () => new Promise(resolve => { answer = resolve }))
    outbox.seen('a', 9)
    await outbox.put('a', message('one'))
    const read = await vault.db.outbox.toArray()
    await vi.waitFor(() => expect(answer).toBeDefined())
    const shown: number[] = []
    outbox.pending.subscribe(now => {
      shown.push(now.list.length)
      // What was read before the answer arrives right after it.
      if (shown.length === 1) void (outbox as unknown as { show: (rows: typeof read) => Promise<void> }).show(read)
    })
    answer!({ seq: 7 })
    await vi.waitFor(async () => expect(await vault.db.outbox.count()).toBe(0))
    expect(read).toHaveLength(1)
    expect(shown.length).toBeGreaterThan(1)
    expect(shown.every(n => n === 0)).toBe(true)
  })

  it('survives a reload, and is shown as pending meanwhile', async () => {
    const user = someone()
    const first = await outboxOf(user, () => Promise.reject(new Unreachable('offline')))
    const kept = message('Bed 4 needs you')
    first.outbox.seen('a', 4)
    await first.outbox.put('a', kept)
    await vi.waitFor(() => expect(list(first.outbox).map(p => [p.id, p.after])).toEqual([[kept.id, 4]]))
    first.outbox.stop()
    first.vault.close()

    const sent: Command[] = []
    const again = await outboxOf(user, async (_, command) => { sent.push(command); return { seq: 7 } })
    again.outbox.seen('a', 6)
    await vi.waitFor(() => expect(sent).toEqual([kept]))
    await vi.waitFor(() => expect(list(again.outbox)).toMatchObject([{ id: kept.id, sentAs: 7, after: 4 }]))
    again.outbox.seen('a', 7)
    expect(list(again.outbox)).toEqual([])
    expect(await again.vault.db.outbox.count()).toBe(0)
  })

  it('knows after which event its own will come: what the page shows, and what was answered before it', async () => {
    const answers: ((seq: number) => void)[] = []
    const { outbox } = await outboxOf(someone(), () => new Promise(answer => answers.push(seq => answer({ seq }))))
    outbox.seen('a', 4)
    await outbox.put('a', message('one'))
    await outbox.put('a', message('one'))
    await vi.waitFor(() => expect(answers).toHaveLength(1))
    expect(list(outbox).map(p => p.after)).toEqual([4, 4])
    answers[0]!(5)
    await vi.waitFor(() => expect(list(outbox).map(p => [p.sentAs, p.after])).toEqual([[5, 4], [undefined, 5]]))
  })

  it('knows it in a tab that sends nothing, and after a reload', async () => {
    const user = someone()
    const answers: ((seq: number) => void)[] = []
    const sending = await outboxOf(user, () => new Promise(answer => answers.push(seq => answer({ seq }))))
    const other = await outboxOf(user, never, () => new Promise(() => {}))
    other.outbox.seen('a', 4)
    await other.outbox.put('a', message('one'))
    await other.outbox.put('a', message('one'))
    await vi.waitFor(() => expect(answers).toHaveLength(1))
    expect(list(other.outbox).map(p => p.after)).toEqual([4, 4])
    answers[0]!(5)
    await vi.waitFor(() => expect(list(other.outbox).map(p => p.after)).toEqual([5]))
    for (const { outbox, vault } of [sending, other]) { outbox.stop(); vault.close() }

    const again = await outboxOf(user, never)
    await vi.waitFor(() => expect(list(again.outbox).map(p => p.after)).toEqual([5]))
  })

  it('keeps what was finally refused for its author to decide, and goes on with the rest', async () => {
    const sent: string[] = []
    let closed = true
    const { outbox } = await outboxOf(someone(), async (_, command) => {
      if (closed && 'text' in command && command.text === 'refused') throw new Refusal(403, 'The room was closed.')
      sent.push(command.id)
      return { seq: sent.length }
    })
    const [bad, good] = [message('refused'), message('fine')]
    await outbox.put('a', bad!)
    await outbox.put('a', good!)
    await vi.waitFor(() => expect(sent).toEqual([good!.id]))
    await vi.waitFor(() => expect(list(outbox).find(p => p.id === bad!.id)?.refused).toEqual({ status: 403, detail: 'The room was closed.' }))
    closed = false
    await outbox.retry(bad!.id)
    await vi.waitFor(() => expect(sent).toEqual([good!.id, bad!.id]))
  })

  it.each([429, 503, 401, 408])('does not take %i for a final refusal', async status => {
    let times = 0
    const { outbox } = await outboxOf(someone(), async () => {
      if (++times < 3) throw new Refusal(status, 'Later.')
      return { seq: 1 }
    })
    outbox.seen('a', 0)
    await outbox.put('a', message('later'))
    await vi.waitFor(() => expect(times).toBe(3))
    await vi.waitFor(() => expect(list(outbox)).toMatchObject([{ sentAs: 1, refused: null }]))
  })

  it('lets one tab send for both', async () => {
    const user = someone()
    const queue: (() => Promise<void>)[] = []
    let busy = false
    const lock = async (_: string, __: AbortSignal, work: () => Promise<void>) => {
      if (busy) { queue.push(work); return }
      busy = true
      await work()
    }
    const by: string[] = []
    const send = (tab: string) => async (_: string, command: Command) => { by.push(`${tab} ${command.id}`); return { seq: by.length } }
    const one = await outboxOf(user, send('one'), lock)
    const two = await outboxOf(user, send('two'), lock)
    const [a, b] = [message('from one'), message('from two')]
    await one.outbox.put('a', a!)
    await two.outbox.put('a', b!)
    one.outbox.wake()
    await vi.waitFor(() => expect(by).toEqual([`one ${a!.id}`, `one ${b!.id}`]))
    expect(queue).toHaveLength(1)
  })

  it('writes no text in the clear, under a key that cannot be read out', async () => {
    const user = someone()
    const { outbox, vault } = await outboxOf(user, () => Promise.reject(new Unreachable('offline')))
    await outbox.put('a', message('canary-5f1c'))
    const row = (await vault.db.outbox.toArray())[0]!
    expect(Buffer.from(row.sealed.text).toString('latin1')).not.toContain('canary')
    expect(JSON.stringify({ ...row, sealed: null })).not.toContain('canary')
    const { key } = (await vault.db.keys.get('texts'))!
    expect(key.extractable).toBe(false)
    await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow()
    await expect(vault.open(row.sealed, `outbox/b/${row.id}`)).rejects.toThrow()
  })

  it('belongs to one person, and goes with their signing out', async () => {
    const [amara, chen] = [someone(), someone()]
    const first = await outboxOf(amara, () => Promise.reject(new Unreachable('offline')))
    await first.outbox.put('a', message('mine'))
    const other = await outboxOf(chen, async () => { throw new Error('not mine to send') })
    await new Promise(r => setTimeout(r, 30))
    expect(list(other.outbox)).toEqual([])
    first.outbox.stop()
    first.vault.close()
    await wipeVault(amara)
    const later = await outboxOf(amara, () => Promise.reject(new Unreachable('offline')))
    expect(await later.vault.db.outbox.count()).toBe(0)
  })

  it('sends what another tab left behind, even if it heard nothing of it', async () => {
    const user = someone()
    const calls: string[] = []
    const sender = await outboxOf(user, async (_, command) => ({ seq: calls.push(command.id) }))
    await vi.waitFor(() => expect((sender.outbox as unknown as { sleeper: { wakeUp: unknown } }).sleeper.wakeUp).not.toBeNull())
    ;(sender.outbox as unknown as { subscription: { unsubscribe: () => void } }).subscription.unsubscribe()
    const left = await outboxOf(user, never, never)
    const one = message('left behind')
    await left.outbox.put('a', one)
    left.outbox.stop()
    expect(calls).toEqual([])
    await outboxOf(user, never, never)
    await vi.waitFor(() => expect(calls).toEqual([one.id]))
  })

  it('knows of a room that is being opened how far it was answered, so that what comes back is not there twice', async () => {
    const { outbox } = await outboxOf(someone(), async (_, command) => (command.type === 'postMessage' && command.text === 'one' ? { seq: 6 } : never()))
    await outbox.put('a', message('one'))
    await vi.waitFor(() => expect(list(outbox)[0]?.sentAs).toBe(6))
    await outbox.put('a', message('two'))
    expect(list(outbox).find(p => p.sentAs === undefined)?.after).toBe(6)
  })

  it('takes a draft away with the message it became, and not what another tab wrote on there', async () => {
    const { outbox, vault } = await outboxOf(someone(), never)
    const sealed = await vault.seal('a draft', 'draft/a')
    await vault.db.drafts.put({ roomId: 'a', stamp: 'second', sealed })
    await outbox.put('a', message('one'), { place: 'a', stamp: 'first', stamps: [] })
    expect(await vault.db.drafts.count()).toBe(1)
    await outbox.put('a', message('two'), { place: 'a', stamp: 'second', stamps: [] })
    expect(await vault.db.drafts.count()).toBe(0)
  })
})
