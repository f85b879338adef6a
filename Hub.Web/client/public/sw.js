/*
 * Care Hub's service worker: it shows what is pushed while the page is closed, and keeps the program (never what is in it) for when there is no network.
 * What /api and /hubs answer is never touched here, so nothing of one person can be shown to another.
 */
const SHELL = 'care-hub-shell'
const PAGE = '/'

self.addEventListener('install', event => event.waitUntil(self.skipWaiting()))
self.addEventListener('activate', event => event.waitUntil(self.clients.claim()))

self.addEventListener('fetch', event => {
  const url = new URL(event.request.url)
  if (event.request.method !== 'GET' || url.origin !== self.location.origin) return
  if (event.request.mode === 'navigate') {
    // What the server answers itself, not by the page, stays its own.
    if (!/^\/(api|hubs|openapi|healthz)(\/|$)/.test(url.pathname)) event.respondWith(page(event.request))
  } else if (/^\/assets\//.test(url.pathname) || /^\/(theme\.js|icon\.svg)$/.test(url.pathname)) event.respondWith(part(event.request))
})

/** The page as the server has it now; the kept one only when it cannot be asked. */
async function page(request) {
  try {
    return await fetch(request)
  } catch (offline) {
    const kept = await caches.match(PAGE)
    if (kept) return kept
    throw offline
  }
}

/** Names of parts change with what is in them, so a kept one is right. */
async function part(request) {
  return (await caches.match(request)) ?? fetch(request)
}

/** Keeps what this version of the program is made of, and lets go of what it no longer needs. */
async function keep() {
  const answer = await fetch('/shell.json', { cache: 'no-cache' })
  if (!answer.ok) return
  const wanted = [PAGE, '/theme.js', '/icon.svg', ...(await answer.json())]
  const cache = await caches.open(SHELL)
  const kept = (await cache.keys()).map(k => new URL(k.url).pathname)
  // The page names its parts: it is fetched anew each time, and last, when they are there.
  for (const path of wanted.filter(p => p !== PAGE && !kept.includes(p))) await cache.add(path)
  await cache.add(new Request(PAGE, { cache: 'no-cache' }))
  for (const path of kept.filter(p => !wanted.includes(p))) await cache.delete(path)
}

self.addEventListener('message', event => {
  if (event.data === 'keep') event.waitUntil(keep().catch(() => { /* there will be a next time */ }))
  if (event.data === 'tidy') event.waitUntil(tidy().catch(() => { /* what stands there a moment longer does no harm */ }))
})

self.addEventListener('push', event => {
  const said = event.data.json()
  event.waitUntil((async () => {
    await self.registration.showNotification(said.title, {
      body: said.body, tag: said.id, data: { url: said.url }, icon: '/icons/192.png', badge: '/icons/badge.png', requireInteraction: said.urgent,
    })
    await tidy().catch(() => { /* offline, or signed out */ })
  })())
})

self.addEventListener('notificationclick', event => {
  event.notification.close()
  event.waitUntil(open(event.notification.data.url))
})

async function open(url) {
  const windows = await self.clients.matchAll({ type: 'window' })
  const at = windows.find(w => w.visibilityState === 'visible') ?? windows[0]
  if (!at) return self.clients.openWindow(url)
  await at.focus()
  at.postMessage({ open: url })
}

/** Takes away what was done, or seen elsewhere. */
async function tidy() {
  const shown = await self.registration.getNotifications()
  if (shown.length === 0) return
  const answer = await fetch('/api/me/push/over', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ ids: shown.map(n => n.tag).slice(0, 100) }) })
  // Signed out: what stands there is nobody's any more.
  const over = answer.ok ? await answer.json() : answer.status === 401 && (await answer.json()).code !== 'locked' ? shown.map(n => n.tag) : []
  for (const notification of shown) if (over.includes(notification.tag)) notification.close()
}
