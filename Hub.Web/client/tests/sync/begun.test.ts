import 'fake-indexeddb/auto'
import { expect, it, vi } from 'vitest'
import { Begun } from '../../src/sync/begun'
import { Drafts } from '../../src/sync/drafts'
import { FileDrafts } from '../../src/sync/fileDrafts'
import { Vault } from '../../src/sync/vault'

it('names the places with a text, and the rooms with a file, that was not sent, as they come and go', async () => {
  const vault = await Vault.open('beginner')
  const [drafts, files, begun] = [new Drafts(vault), new FileDrafts(vault), new Begun(vault)]
  const places = () => [...begun.view.getState().places].sort()
  drafts.write('a', 'potassium')
  await drafts.flush()
  begun.start()
  await vi.waitFor(() => expect(places()).toEqual(['a']))

  await files.put({ key: 'k', roomId: 'b', name: 'wound.png' }, new Blob(['x']))
  await vi.waitFor(() => expect(places()).toEqual(['a', 'b']))
  let told = 0
  begun.view.subscribe(() => { told++ })
  drafts.write('a', 'potassium 6.1')
  await drafts.flush()
  await new Promise(resolve => setTimeout(resolve, 200))
  // What is written on there changes nothing for whoever shows where.
  expect(told).toBe(0)
  drafts.write('a', '')
  await files.remove(['k'])
  await vi.waitFor(() => expect(places()).toEqual([]))
  begun.stop()
  vault.close()
})
