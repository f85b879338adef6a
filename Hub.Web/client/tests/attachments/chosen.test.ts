import 'fake-indexeddb/auto'
import { describe, expect, it, vi } from 'vitest'
import { Refusal, Unreachable } from '../../src/api/http'
import { ChosenFiles } from '../../src/features/attachments/chosen'
import type { upload } from '../../src/features/attachments/upload'
import { FileDrafts } from '../../src/sync/fileDrafts'
import { Vault } from '../../src/sync/vault'

const pdf = (name = 'letter.pdf') => new File(['%PDF-1.7'], name, { type: 'application/pdf' })
let people = 0
const kept = async () => new FileDrafts(await Vault.open(`person-${people++}`))
const settled = (files: ChosenFiles) => vi.waitFor(() => expect(files.view.getState().list.every(c => c.sent !== null || c.problem !== null)).toBe(true))
const list = (files: ChosenFiles) => files.view.getState().list.map(({ name, sent, problem, waits }) => ({ name, sent, problem, waits }))

describe('chosen files', () => {
  it('go up at once and are forgotten with their message', async () => {
    const drafts = await kept()
    const files = new ChosenFiles('room', drafts, async () => ({ id: 'one' }))
    await files.add([pdf()])
    await settled(files)
    expect(list(files)).toEqual([{ name: 'letter.pdf', sent: { id: 'one' }, problem: null, waits: false }])
    files.leave(files.view.getState().list.map(c => c.key))
    expect(list(files)).toEqual([])
    await vi.waitFor(async () => expect(await drafts.of('room')).toEqual([]))
  })

  it('stay with the message that they leave with, and are there again when it did not go', async () => {
    const files = new ChosenFiles('room', await kept(), async () => ({ id: 'one' }))
    await files.add([pdf()])
    await settled(files)
    const [first] = files.view.getState().list
    files.leaving([first!.key], true)
    await files.add([pdf()])
    await settled(files)
    expect(files.view.getState().list.map(c => c.leaving)).toEqual([true, false])
    files.leave([first!.key])
    expect(files.view.getState().list.map(c => c.leaving)).toEqual([false])
    files.leaving(files.view.getState().list.map(c => c.key), true)
    files.leaving(files.view.getState().list.map(c => c.key), false)
    expect(files.view.getState().list.map(c => c.leaving)).toEqual([false])
  })

  it('survive a reload, sealed', async () => {
    const drafts = await kept()
    const offline: typeof upload = () => Promise.reject(new Unreachable('away'))
    const before = new ChosenFiles('room', drafts, offline)
    await before.add([pdf('Zwieselhuber.pdf')])
    await settled(before)
    const after = new ChosenFiles('room', drafts, async () => ({ id: 'two' }))
    await vi.waitFor(() => expect(list(after)).toEqual([{ name: 'Zwieselhuber.pdf', sent: { id: 'two' }, problem: null, waits: false }]))
    expect(await new ChosenFiles('other', drafts, offline).view.getState().list).toEqual([])
  })

  it('wait for a connection, and try again by themselves', async () => {
    let tries = 0
    const files = new ChosenFiles('room', await kept(), async () => { if (++tries === 1) throw new Unreachable('away'); return { id: 'three' } })
    await files.add([pdf()])
    await settled(files)
    expect(list(files)[0]).toMatchObject({ sent: null, waits: true })
    files.wake()
    await vi.waitFor(() => expect(list(files)[0]).toMatchObject({ sent: { id: 'three' }, problem: null }))
  })

  it('say why they are refused, and stay to be tried again', async () => {
    let refuse = true
    const files = new ChosenFiles('room', await kept(), async () => { if (refuse) throw new Refusal(422, 'The virus scanner found something.'); return { id: 'four' } })
    await files.add([pdf()])
    await settled(files)
    expect(list(files)[0]).toMatchObject({ problem: 'The virus scanner found something.', waits: false })
    refuse = false
    files.retry(files.view.getState().list[0]!.key)
    await vi.waitFor(() => expect(list(files)[0]).toMatchObject({ sent: { id: 'four' }, problem: null }))
  })

  it('that cannot be attached are named, and the others stay', async () => {
    const files = new ChosenFiles('room', await kept(), async () => ({ id: 'five' }))
    await files.add([new File(['x'], 'run.exe', { type: 'application/x-msdownload' }), ...Array.from({ length: 11 }, () => pdf())])
    expect(files.view.getState().list).toHaveLength(10)
    expect(files.view.getState().problem).toContain('at most 10 files')
  })

  it('taken off while they go up are cancelled', async () => {
    let signal: AbortSignal | null = null
    const files = new ChosenFiles('room', await kept(), (_room, _file, _name, _thumbnail, _progress, going) => { signal = going; return new Promise(() => {}) })
    await files.add([pdf()])
    await vi.waitFor(() => expect(signal).not.toBeNull())
    files.remove(files.view.getState().list[0]!.key)
    expect(signal!.aborted).toBe(true)
    expect(list(files)).toEqual([])
  })

  it('sent or taken off in one tab are gone from the other, and go up from neither any more', async () => {
    const vault = await Vault.open(`person-${people++}`)
    const one = new ChosenFiles('room', new FileDrafts(vault), async () => ({ id: 'six' }))
    await one.add([pdf()])
    let signal: AbortSignal | null = null
    const there = new ChosenFiles('room', new FileDrafts(vault), (_room, _file, _name, _thumbnail, _progress, going) => { signal = going; return new Promise(() => {}) })
    await vi.waitFor(() => expect(signal).not.toBeNull())
    one.leave(one.view.getState().list.map(c => c.key))
    await vi.waitFor(() => expect(list(there)).toEqual([]))
    expect(signal!.aborted).toBe(true)
  })

  it('taken off while they are sealed are not there after a reload', async () => {
    const drafts = await kept()
    const files = new ChosenFiles('room', drafts, async () => ({ id: 'seven' }))
    const adding = files.add([pdf()])
    await vi.waitFor(() => expect(list(files)).toHaveLength(1))
    files.remove(files.view.getState().list[0]!.key)
    await adding
    await vi.waitFor(async () => expect(await drafts.of('room')).toEqual([]))
  })

  it('of somebody who is not here any more go no further, and stay sealed', async () => {
    const [drafts, ending] = [await kept(), new AbortController()]
    let tries = 0
    const files = new ChosenFiles('room', drafts, async () => { tries++; throw new Unreachable('away') }, ending.signal)
    await files.add([pdf()])
    await settled(files)
    ending.abort()
    files.wake()
    expect(list(files)).toEqual([])
    await new Promise(resolve => setTimeout(resolve, 50))
    expect(tries).toBe(1)
    expect(await drafts.of('room')).toHaveLength(1)
  })

  it('that cannot be attached are all named, until that has been seen', async () => {
    const files = new ChosenFiles('room', await kept(), async () => ({ id: 'eight' }))
    await files.add([new File(['x'], 'one.exe'), pdf(), new File(['x'], 'two.exe')])
    files.leave(files.view.getState().list.map(c => c.key))
    for (const name of ['one.exe', 'two.exe']) expect(files.view.getState().problem).toContain(name)
    files.seen()
    expect(files.view.getState().problem).toBeNull()
  })

  it('left behind while they go up are said to be, until they are sent', async () => {
    const files = new ChosenFiles('room', await kept(), async () => ({ id: 'nine' }))
    await files.add([pdf()])
    files.leftBehind()
    expect(files.view.getState().problem).toContain('Not sent yet')
    files.leave(files.view.getState().list.map(c => c.key))
    expect(files.view.getState().problem).toBeNull()
  })
})
