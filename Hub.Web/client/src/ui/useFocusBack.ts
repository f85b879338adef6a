import { useEffect, useState } from 'react'

/** Gives the focus back to what had it when this dialog came, when it goes. The library does so only for dialogs that were there before they opened. */
export function useFocusBack(): void {
  const [from] = useState(() => document.activeElement)
  useEffect(() => () => {
    // Once the dialog is gone; whoever has taken the focus meanwhile keeps it.
    setTimeout(() => { if (document.activeElement === document.body && from instanceof HTMLElement && from.isConnected) from.focus({ preventScroll: true }) })
  }, [from])
}
