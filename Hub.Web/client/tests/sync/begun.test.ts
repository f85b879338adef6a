import 'fake-indexeddb/auto'
import { expect, it, vi } from 'vitest'
import { BegunRooms } from '../../src/sync/begun'
import { Drafts } from '../../src/sync/drafts'
import { FileDrafts } from '../../src/sync/fileDrafts'
import { Vault } from '../../src/sync/vault'

it('names the rooms with a text or a file that was not sent, as they come and go', async () => {
  const vault = await Vault.open('beginner')
  const [drafts, files, begun] = [new Drafts(vault), new FileDrafts(vault), new BegunRooms(vault)]
  const rooms = () => [...begun.view.getState().rooms].sort()
  drafts.write('a', 'potassium')
  await drafts.flush()
  begun.start()
  await vi.waitFor(() => expect(rooms()).toEqual(['a']))

  await files.put({ key: 'k', roomId: 'b', name: 'wound.png' }, new Blob(['x']))
  await vi.waitFor(() => expect(rooms()).toEqual(['a', 'b']))
  let told = 0
  begun.view.subscribe(() => { told++ })
  drafts.write('a', 'potassium 6.1')
  await drafts.flush()
  drafts.write('a', '')
  await files.remove('k')
  await vi.waitFor(() => expect(rooms()).toEqual([]))
  // What is written on in a room changes nothing for the list.
  expect(told).toBeLessThanOrEqual(2)
  begun.stop()
  vault.close()
})
