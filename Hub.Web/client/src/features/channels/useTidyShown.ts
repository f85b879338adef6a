import { useEffect } from 'react'
import type { HubSession } from '../../sync/hubSession'
import { tidyShown } from './worker'

const SETTLES_MS = 700

/** Whatever moves in my rooms may have done what a notification on this device still asks for: then it is taken away, though it was done on another one. */
export function useTidyShown(session: HubSession): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const soon = () => { timer ??= setTimeout(() => { timer = undefined; void tidyShown() }, SETTLES_MS) }
    soon()
    const stop = session.rooms.view.subscribe(soon)
    document.addEventListener('visibilitychange', soon)
    return () => { clearTimeout(timer); stop(); document.removeEventListener('visibilitychange', soon) }
  }, [session])
}
