// Prints, as medians of a few rounds: what comes over the wire on a cold cache, when the page can be used (processor slowed 4 times), how much it
// shifts, and how long a key press takes to the letter shown in a long room. The goals stand beside. Arguments: address, messages in the long room.
import { createRequire } from 'node:module'
import { cwd } from 'node:process'

const { chromium } = createRequire(`${cwd()}/`)('playwright-core')
const [, , base, messages] = process.argv
const ROUNDS = 5
const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(p => createRequire(import.meta.url)('node:fs').existsSync(p))
const browser = await chromium.launch({ executablePath, args: process.getuid() === 0 ? ['--no-sandbox'] : [] })
const median = list => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)]

/** What each page notes of itself: layout shifts, and when the processor was last busy for more than 50 ms. */
function watch() {
  const seen = { shift: 0, busyUntil: 0 }
  window.seen = seen
  new PerformanceObserver(list => { for (const e of list.getEntries()) if (!e.hadRecentInput) seen.shift += e.value }).observe({ type: 'layout-shift', buffered: true })
  new PerformanceObserver(list => { for (const e of list.getEntries()) seen.busyUntil = e.startTime + e.duration }).observe({ type: 'longtask', buffered: true })
}

async function signedIn(width = 390) {
  const context = await browser.newContext({ viewport: { width, height: 844 }, serviceWorkers: 'block' })
  await context.addInitScript(watch)
  const answer = await context.request.post(`${base}/api/dev/sign-in`, { data: { user: 'amara' } })
  if (!answer.ok()) throw new Error(`signing in: ${answer.status()}`)
  const page = await context.newPage()
  const devtools = await context.newCDPSession(page)
  await devtools.send('Network.enable')
  return { context, page, devtools }
}

/** Opens an address and waits for what is meant to be read there. Times in ms since the navigation, by the page's own clock. */
async function open(page, devtools, path, read) {
  let script = 0
  const kinds = new Map()
  const onResponse = e => kinds.set(e.requestId, e.type)
  const onFinished = e => { if (kinds.get(e.requestId) === 'Script') script += e.encodedDataLength / 1024 }
  devtools.on('Network.responseReceived', onResponse)
  devtools.on('Network.loadingFinished', onFinished)
  await page.goto(base + path)
  await page.waitForSelector(read)
  const shown = await page.evaluate(() => performance.now())
  await page.waitForTimeout(1500)
  const seen = await page.evaluate(() => window.seen)
  devtools.off('Network.responseReceived', onResponse)
  devtools.off('Network.loadingFinished', onFinished)
  return { script, shown, interactive: Math.max(shown, seen.busyUntil), shift: seen.shift }
}

async function firstLoad(name, path, read) {
  const cold = [], warm = []
  for (let i = 0; i < ROUNDS; i++) {
    const { context, page, devtools } = await signedIn()
    // Somebody who has been here before: the page knows it may fetch ahead. The cache is emptied all the same.
    await open(page, devtools, path, read)
    await devtools.send('Network.clearBrowserCache')
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 })
    cold.push(await open(page, devtools, path, read))
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: 1 })
    warm.push(await open(page, devtools, path, read))
    await context.close()
  }
  const of = (list, what) => median(list.map(x => x[what]))
  console.log(`| ${name} | ${of(cold, 'script').toFixed(0)} KB (250) | ${of(cold, 'shown').toFixed(0)} / ${of(cold, 'interactive').toFixed(0)} ms (1500) | ` +
    `${of(warm, 'shown').toFixed(0)} / ${of(warm, 'interactive').toFixed(0)} ms (700) | ${Math.max(...[...cold, ...warm].map(x => x.shift)).toFixed(4)} (0) |`)
}

/** A room of that many messages, posted over the API by several hands at once. */
async function longRoom(count) {
  const { context } = await signedIn()
  const { cookies } = await context.storageState()
  const headers = { 'content-type': 'application/json', origin: base, cookie: cookies.map(c => `${c.name}=${c.value}`).join('; ') }
  const post = async (path, body) => {
    const answer = await fetch(base + path, { method: 'POST', headers, body: JSON.stringify(body) })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return answer.json()
  }
  const { id } = await post('/api/rooms', { kind: 'channel', title: 'A long room' })
  let next = 0
  await Promise.all(Array.from({ length: 64 }, async () => {
    for (let i = next++; i < count; i = next++)
      await post(`/api/rooms/${id}/commands`, { id: crypto.randomUUID(), type: 'postMessage', text: `Reading ${i}: potassium ${(3 + (i % 40) / 10).toFixed(1)}, repeated after an hour.` })
  }))
  await context.close()
  return id
}

/** From each key press to the frame after the one in which its letter stands in the text, in ms. */
async function keyPresses(room) {
  const { context, page, devtools } = await signedIn(1280)
  await open(page, devtools, `/rooms/${room}`, '[role=feed][aria-busy=false] [role=article]')
  await page.getByRole('textbox', { name: 'Message', exact: true }).click()
  await page.evaluate(() => {
    window.delays = []
    let pressed = 0
    addEventListener('keydown', e => { pressed = e.timeStamp }, true)
    addEventListener('input', () => { const since = pressed; requestAnimationFrame(() => { const { port1, port2 } = new MessageChannel(); port1.onmessage = () => window.delays.push(performance.now() - since); port2.postMessage(0) }) }, true)
  })
  for (const letter of 'Potassium 6.1, repeating now. The family has been told, and the ward round waits. '.repeat(2)) {
    await page.keyboard.type(letter)
    await page.waitForTimeout(20 + Math.random() * 30)
  }
  const delays = await page.evaluate(() => window.delays)
  await context.close()
  return delays
}

console.log('| page | script, cold | shown / interactive, cold, processor 4 × slower | warm | layout shift |\n|---|--:|--:|--:|--:|')
await firstLoad('Today', '/today', 'main h1:not(.visually-hidden)')
const rooms = await (await (await signedIn()).context.request.get(`${base}/api/rooms`)).json()
await firstLoad('a room', `/rooms/${rooms.find(r => r.kind === 'channel').id}`, '[role=feed][aria-busy=false] [role=article]')
const delays = await keyPresses(await longRoom(Number(messages)))
console.log(`\nKey press to letter in a room of ${Number(messages).toLocaleString('en')} messages: median ${median(delays).toFixed(1)} ms (16), ` +
  `p95 ${[...delays].sort((a, b) => a - b)[Math.floor(delays.length * 0.95)].toFixed(1)} ms, ${delays.length} presses`)
await browser.close()
