// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { Unreachable } from '../../src/api/http'
import type { Me } from '../../src/api/types'

const never = new Promise<never>(() => {})
const amara = { id: 'a', user: 'amara', name: 'Amara' } as Me
const session = { start: vi.fn(), close: vi.fn(async () => {}) }
const stub = vi.hoisted(() => ({ me: vi.fn(), signOut: vi.fn(async () => {}), open: vi.fn(), fetchFirst: vi.fn(), wipeVault: vi.fn(async () => {}), forgetDevice: vi.fn() }))

vi.mock('../../src/api/routes', () => ({ api: { me: stub.me, signOut: stub.signOut, lock: async () => {} } }))
vi.mock('../../src/app/pages', () => ({ fetchFirst: stub.fetchFirst }))
vi.mock('../../src/sync/hubSession', () => ({ HubSession: { open: stub.open } }))
vi.mock('../../src/sync/vault', () => ({ wipeVault: stub.wipeVault }))
vi.mock('../../src/features/channels/push', () => ({ forgetDevice: stub.forgetDevice }))

// One tab, however often this file starts the program anew.
vi.stubGlobal('BroadcastChannel', class { postMessage() {} })

beforeEach(() => {
  vi.resetModules()
  vi.clearAllMocks()
  localStorage.clear()
  stub.me.mockResolvedValue(amara)
  stub.open.mockResolvedValue(session)
  stub.fetchFirst.mockResolvedValue(undefined)
  stub.forgetDevice.mockResolvedValue(undefined)
})

describe('Signing in and out', () => {
  it('goes on with the sign-in when the server is there again, however long the first page takes', async () => {
    const { auth, boot } = await import('../../src/app/auth')
    stub.me.mockRejectedValueOnce(new Unreachable('away'))
    await boot()
    expect(auth.getState().at).toBe('unreachable')

    let fetched = () => {}
    stub.fetchFirst.mockReturnValue(new Promise<void>(resolve => { fetched = resolve }))
    void boot()
    await vi.waitFor(() => expect(stub.fetchFirst).toHaveBeenCalled())
    // The page for "cannot be reached" asks again every few seconds, and each asking gives up the one before.
    expect(auth.getState().at).toBe('loading')
    fetched()
    await vi.waitFor(() => expect(auth.getState().at).toBe('in'))
    expect(stub.open).toHaveBeenCalledTimes(1)
  })

  it('takes what was kept out of the browser before it waits for anybody who may not answer', async () => {
    const { auth, signedIn, signOut } = await import('../../src/app/auth')
    await signedIn(amara)
    expect(localStorage.getItem('care-hub-person')).toBe('a')

    stub.forgetDevice.mockReturnValue(never)
    void signOut()
    await vi.waitFor(() => expect(stub.wipeVault).toHaveBeenCalledWith('a'))
    await vi.waitFor(() => expect(localStorage.getItem('care-hub-person')).toBeNull())
    expect(auth.getState().at).toBe('out')
  })

  it('shows nothing to whoever signed out meanwhile', async () => {
    const { auth, signedIn, signOut } = await import('../../src/app/auth')
    let fetched = () => {}
    stub.fetchFirst.mockReturnValue(new Promise<void>(resolve => { fetched = resolve }))
    const entering = signedIn(amara)
    await vi.waitFor(() => expect(stub.fetchFirst).toHaveBeenCalled())
    await signOut()
    fetched()
    await entering
    expect(auth.getState().at).toBe('out')
    expect(session.close).toHaveBeenCalledTimes(1)
    expect(session.start).not.toHaveBeenCalled()
  })
})
