import { useEffect, useRef } from 'react'
import { useLocation } from 'wouter'

/** Closes a dialog when another page is gone to, by the browser's way back as well: it belongs to the page on which it was opened. */
export function useClosedByLeaving(close: () => void): void {
  const [path] = useLocation()
  const opened = useRef(path)
  useEffect(() => { if (path !== opened.current) close() }, [path, close])
}
