const KEY = 'care-hub-enter'

/** Whether Enter sends what one writes; else it breaks the line, and Ctrl/Cmd Enter sends. Of this browser. */
export function enterSends(): boolean {
  try { return localStorage.getItem(KEY) !== 'breaks' } catch { return true }
}

export function setEnterSends(sends: boolean): void {
  try {
    if (sends) localStorage.removeItem(KEY)
    else localStorage.setItem(KEY, 'breaks')
  } catch { /* it stays as it was */ }
}
