import { navigate } from 'wouter/use-browser-location'

/** Whether this browser has what it takes to work offline and to be told something while the page is closed. */
export const hasWorker = 'serviceWorker' in navigator
export const canPush = hasWorker && 'PushManager' in window && 'Notification' in window

/** Registers the service worker once the page has settled, and has it keep the program. In development there is none: it would keep what changes. */
export function startWorker(): void {
  if (!hasWorker || !import.meta.env.PROD) return
  const start = async () => {
    await navigator.serviceWorker.register('/sw.js')
    ;(await navigator.serviceWorker.ready).active?.postMessage('keep')
  }
  navigator.serviceWorker.addEventListener('message', event => {
    const url = (event.data as { open?: unknown })?.open
    // Only our own worker can write here; still, only to a place of ours.
    if (typeof url === 'string' && url.startsWith('/open/')) navigate(url)
  })
  if (document.readyState === 'complete') void start().catch(() => { /* the page works without */ })
  else addEventListener('load', () => void start().catch(() => { /* the page works without */ }), { once: true })
}

/** The worker that is there; null when the browser has none or it is not running. */
export async function worker(): Promise<ServiceWorkerRegistration | null> {
  return hasWorker ? (await navigator.serviceWorker.getRegistration()) ?? null : null
}

/** Has the worker take away what was done or seen elsewhere, if it shows anything. */
export async function tidyShown(): Promise<void> {
  const at = await worker()
  if (at?.active && (await at.getNotifications()).length > 0) at.active.postMessage('tidy')
}
