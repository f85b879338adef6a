import { useCallback, useEffect, useRef, useState } from 'react'
import { bandAt, momentAt, type Course } from './replay'

export const speeds = [1, 2, 4, 8, 16] as const
export type Speed = typeof speeds[number]
/** So often the page moves while it plays: a quarter of a second is smooth enough for a clock in seconds. */
const TICK_MS = 250

export interface Player {
  /** Milliseconds of play time. */
  played: number
  playing: boolean
  speed: Speed
  setSpeed: (speed: Speed) => void
  toggle: () => void
  seek: (to: number) => void
  /** To the event before or after. */
  step: (by: 1 | -1) => void
  /** To the beginning of the phase before or after. */
  jump: (by: 1 | -1) => void
}

/** Plays a course: one number that moves, and what moves it. */
export function usePlayer(course: Course): Player {
  const [played, setPlayed] = useState(0)
  const [playing, setPlaying] = useState(false)
  const [speed, setSpeed] = useState<Speed>(4)
  const seek = useCallback((to: number) => setPlayed(Math.min(course.length, Math.max(0, to))), [course])
  const ended = played >= course.length
  useEffect(() => {
    if (!playing) return
    let last = performance.now()
    const timer = setInterval(() => {
      const now = performance.now()
      const by = (now - last) * speed
      last = now
      setPlayed(at => Math.min(course.length, at + by))
    }, TICK_MS)
    return () => clearInterval(timer)
  }, [playing, speed, course])
  useEffect(() => { if (ended) setPlaying(false) }, [ended])
  const now = useRef(played)
  now.current = played
  const toggle = useCallback(() => {
    // At the end, play means once more.
    if (now.current >= course.length) setPlayed(0)
    setPlaying(p => !p)
  }, [course])
  const step = useCallback((by: 1 | -1) => {
    const at = course.playAt[momentAt(course, now.current)]!
    seek((by > 0 ? course.playAt.find(t => t > now.current) : now.current > at ? at : course.playAt.findLast(t => t < at)) ?? now.current)
  }, [course, seek])
  const jump = useCallback((by: 1 | -1) => {
    const band = bandAt(course, now.current)
    const i = band ? course.bands.indexOf(band) : 0
    // Back first leads to the beginning of the phase that one is in.
    const to = by > 0 ? course.bands[i + 1]?.from ?? course.length : now.current - (band?.from ?? 0) > 2000 ? band!.from : course.bands[i - 1]?.from ?? 0
    seek(to)
  }, [course, seek])
  return { played, playing: playing && !ended, speed, setSpeed, toggle, seek, step, jump }
}

/** Space plays, arrows step, Page Up and Page Down jump, + and − change the speed. A field or button that has the focus keeps its own keys. */
export function usePlayerKeys({ toggle, step, jump, seek, speed, setSpeed }: Player, length: number): void {
  useEffect(() => {
    const onKey = (e: KeyboardEvent) => {
      if (e.altKey || e.ctrlKey || e.metaKey || (e.target instanceof HTMLElement && e.target.closest('input, select, textarea, [role="menu"]'))) return
      if (e.key === ' ' && e.target instanceof HTMLElement && e.target.closest('button, a')) return
      const faster = speeds[speeds.indexOf(speed) + 1]
      const slower = speeds[speeds.indexOf(speed) - 1]
      const does: Record<string, (() => void) | undefined> = {
        ' ': toggle, ArrowRight: () => step(1), ArrowLeft: () => step(-1), PageDown: () => jump(1), PageUp: () => jump(-1), Home: () => seek(0), End: () => seek(length),
        '+': faster && (() => setSpeed(faster)), '-': slower && (() => setSpeed(slower)),
      }
      const deed = does[e.key]
      if (!deed) return
      e.preventDefault()
      deed()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [toggle, step, jump, seek, speed, setSpeed, length])
}
