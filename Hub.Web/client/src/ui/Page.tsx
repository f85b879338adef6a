import type { ReactNode } from 'react'
import classes from './Page.module.css'

/** A page that is read from top to bottom, with a title. */
export function Page({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return <div className={classes.scroll}><div className={classes.page}><div className={classes.top}><h1>{title}</h1>{aside}</div>{children}</div></div>
}

export function Section({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return <section className={classes.section}><header><h2>{title}</h2>{aside}</header>{children}</section>
}

/** One line of a list on a page. */
export function Line({ children, act }: { children: ReactNode; act?: ReactNode }) {
  return <li className={classes.line}><div>{children}</div>{act}</li>
}

export function Lines({ children }: { children: ReactNode }) {
  return <ul className={classes.lines}>{children}</ul>
}
