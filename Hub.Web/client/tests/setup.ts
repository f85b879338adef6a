import { vi } from 'vitest'

// On a machine that has other work a second is soon over, and says nothing.
const waitFor = vi.waitFor
vi.waitFor = (callback, options) => waitFor(callback, typeof options === 'number' ? options : { timeout: 10_000, ...options })
