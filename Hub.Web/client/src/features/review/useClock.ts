import { createContext, useContext, useEffect, useState } from 'react'
import { useHub } from '../../app/hub'

/** Around a replay: the server's time in ms as it was then. */
export const ReplayedClock = createContext<number | null>(null)

/** The server's time in ms, in full seconds: every page shows the same one at the same moment. */
export function useServerNow(): number {
  const { clock } = useHub()
  const replayed = useContext(ReplayedClock)
  const live = replayed === null
  const [now, setNow] = useState(() => clock.now())
  useEffect(() => {
    if (!live) return
    let timer: ReturnType<typeof setTimeout>
    const tick = () => {
      const at = clock.now()
      setNow(Math.floor(at / 1000) * 1000)
      timer = setTimeout(tick, 1005 - (at % 1000))
    }
    tick()
    const stop = clock.view.subscribe(() => { clearTimeout(timer); tick() })
    return () => { clearTimeout(timer); stop() }
  }, [clock, live])
  return replayed ?? now
}

/** Milliseconds since an instant by the server's clock. */
export function useElapsed(since: string): number {
  return Math.max(0, useServerNow() - Math.floor(Date.parse(since) / 1000) * 1000)
}

/** "1 h 5 min", for a screen reader and where seconds do not matter. */
export function lengthWords(minutes: number): string {
  const hours = Math.floor(minutes / 60)
  return hours === 0 ? `${minutes} min` : minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`
}
