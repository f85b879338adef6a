import { useCallback, useRef } from 'react'

/** For a button that becomes a form and comes back: `leave` before it does, and the focus is on it again. */
export function useFocusOnReturn() {
  const isLeft = useRef(false)
  const ref = useCallback((button: HTMLElement | null) => {
    if (isLeft.current) button?.focus()
    if (button) isLeft.current = false
  }, [])
  return { ref, leave: () => { isLeft.current = true } }
}
