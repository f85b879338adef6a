import { memo } from 'react'
import { Link, useLocation } from 'wouter'
import type { Id } from '../../api/types'
import classes from './Minutes.module.css'

const sides = [{ path: '', label: 'Back to the review' }, { path: '/minutes', label: 'Minutes' }, { path: '/replay', label: 'Replay' }, { path: '/report', label: 'Report' }]

/** Between the pages that a review leaves behind. */
export const AfterNav = memo(function AfterNav({ id }: { id: Id }) {
  const [at] = useLocation()
  return (
    <nav aria-label="This review" className={classes.nav}>
      {sides.map(s => <Link key={s.path} to={`/rooms/${id}${s.path}`} aria-current={at.endsWith(`${id}${s.path}`) ? 'page' : undefined}>{s.label}</Link>)}
    </nav>
  )
})
