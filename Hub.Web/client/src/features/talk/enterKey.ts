import type { KeyboardEvent } from 'react'

const KEY = 'care-hub-enter'

/** Whether Enter sends what one writes; else it breaks the line, and Ctrl/Cmd Enter sends. Of this browser. */
export function enterSends(): boolean {
  try { return localStorage.getItem(KEY) !== 'breaks' } catch { return true }
}

/** Whether this key sends what one writes. */
export function isSendKey(event: KeyboardEvent): boolean {
  return event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing && (enterSends() || event.ctrlKey || event.metaKey)
}

export function setEnterSends(sends: boolean): void {
  try {
    if (sends) localStorage.removeItem(KEY)
    else localStorage.setItem(KEY, 'breaks')
  } catch { /* it stays as it was */ }
}
