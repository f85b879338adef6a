import { api } from '../../api/routes'
import { canPush, worker } from './worker'

/** How it stands with notifications on this device. `blocked`: only the browser's own settings can change it. */
export type Here = 'cannot' | 'blocked' | 'off' | 'on'

/** @param known whether the server has this session's browser */
export async function pushHere(known: boolean): Promise<Here> {
  if (!canPush || !(await worker())) return 'cannot'
  if (Notification.permission === 'denied') return 'blocked'
  const subscribed = await (await worker())!.pushManager.getSubscription()
  return subscribed && known && Notification.permission === 'granted' ? 'on' : 'off'
}

/** Asks the person, then the push service, then tells the server. Throws when the service cannot be reached. */
export async function turnOn(key: string): Promise<Here> {
  if (await Notification.requestPermission() !== 'granted') return Notification.permission === 'denied' ? 'blocked' : 'off'
  const { pushManager } = await navigator.serviceWorker.ready
  const subscribed = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })
  const { endpoint, keys } = subscribed.toJSON()
  await api.addPush({ endpoint: endpoint!, p256dh: keys!.p256dh!, auth: keys!.auth! })
  return 'on'
}

/** Takes this device out, here and at the server, and what it still shows away. */
export async function turnOff(): Promise<void> {
  await api.removePush()
  await forgetDevice()
}

/** What signing out does here: nobody is told anything on this device any more. The server lets go of it with the session. */
export async function forgetDevice(): Promise<void> {
  const at = await worker()
  if (!at) return
  for (const shown of await at.getNotifications()) shown.close()
  await (await at.pushManager?.getSubscription())?.unsubscribe()
}
