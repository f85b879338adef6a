import { CloseButton } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { Link, useLocation } from 'wouter'
import type { Id, Notice } from '../../api/types'
import classes from './Notices.module.css'
import { useNotices } from './useNotices'
import { useWhere } from './useWhere'
import { byUrgency, speaks, title } from './words'

const SHOWN_MS = 10_000

/** Says what was told just now, above the page and for a moment, so that nothing of the page moves. Gone at once when it is done elsewhere. */
export function Toast() {
  const { loaded, items } = useNotices()
  const [path] = useLocation()
  const known = useRef<Set<Id>>(undefined)
  const [id, setId] = useState<Id | null>(null)
  useEffect(() => {
    if (!loaded) return
    const before = known.current
    known.current = new Set(items.map(n => n.id))
    if (!before) return
    const [next] = byUrgency(items.filter(n => !before.has(n.id) && speaks(n)))
    // What is more urgent and still shown is not covered by what came after it.
    if (next) setId(shown => byUrgency([next, ...items.filter(n => n.id === shown && speaks(n))])[0]!.id)
  }, [loaded, items])
  useEffect(() => {
    if (!id) return
    const timer = setTimeout(() => setId(null), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [id])
  const notice = items.find(n => n.id === id && !n.done && !n.seen)
  const looking = notice !== undefined && (path === '/notices' || (notice.room && path.startsWith(`/rooms/${notice.room}`)))
  return <div role="status" className={classes.toasts}>{notice && !looking && <Told notice={notice} close={() => setId(null)} />}</div>
}

function Told({ notice, close }: { notice: Notice; close: () => void }) {
  const where = useWhere(notice)
  return (
    <div className={classes.toast} data-priority={notice.priority}>
      <Link to={`/open/${notice.id}`} onClick={close}><b>{notice.priority === 'urgent' && 'Urgent: '}{title(notice)}</b>{where && <span>{where}</span>}</Link>
      <CloseButton size="lg" aria-label="Close" onClick={close} />
    </div>
  )
}
