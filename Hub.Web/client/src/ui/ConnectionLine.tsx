import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { useHub, usePending, usePhase } from '../app/hub'
import classes from './ConnectionLine.module.css'
import { count } from './names'

export const NOT_DONE = 'Not done: this browser could not keep it. Try it again.'

const QUIET_MS = 1500
const FIRST_QUIET_MS = 5000

/**
 * One quiet line at the top, only when there is something to say; a cut of a moment is not worth a word. A page that opens has longer:
 * it says by itself that it is reading, and the line would push down what has just been drawn.
 */
export function ConnectionLine() {
  const { phase, since } = usePhase()
  const waiting = usePending().filter(p => !p.refused && p.sentAs === undefined && p.command.type === 'postMessage').length
  const [late, setLate] = useState(false)
  useEffect(() => {
    setLate(false)
    if (phase === 'online') return
    const timer = setTimeout(() => setLate(true), Math.max(0, since + (phase === 'connecting' ? FIRST_QUIET_MS : QUIET_MS) - Date.now()))
    return () => clearTimeout(timer)
  }, [phase, since])
  const { isSo: isUnkept, turn } = useStore(useHub().unkept)
  const isCut = phase !== 'online' && late
  const show = isUnkept || isCut
  const cut = waiting > 0 ? `Offline. ${count(waiting, 'message')} will be sent.`
    : navigator.onLine ? 'Reconnecting. What you write is kept.' : 'Offline. What you write is kept.'
  return <div className={classes.line} role="status" data-show={show || undefined}>{isUnkept && <span key={turn}>{NOT_DONE} </span>}{isCut && cut}</div>
}
