import { Link } from 'wouter'
import { usePeople } from '../../app/hub'
import { atTime, fullInstant } from '../../ui/time'
import type { Told } from './gathered'
import classes from './Notices.module.css'
import { useWhere } from './useWhere'
import { title, why } from './words'

/** One thing I was told: what, where and when, and on request why. */
export function NoticeEntry({ told: { notice, ids }, fresh }: { told: Told; fresh: boolean }) {
  const people = usePeople()
  const where = useWhere(notice)
  return (
    <li className={classes.entry} data-priority={notice.done ? undefined : notice.priority} data-done={notice.done || undefined}>
      <Link to={`/open/${notice.id}`} className={classes.link!}>
        <span className={classes.top}>
          <b>{title(notice)}</b>
          {notice.done ? <span className={classes.done}>Done</span> : fresh && <span className={classes.fresh}>New</span>}
          {!notice.done && notice.priority === 'urgent' && <span className={classes.urgent}>Urgent</span>}
        </span>
        <span className={classes.sub}>{where && <>{where} · </>}<time dateTime={notice.at} title={fullInstant(notice.at)}>{atTime(notice.at)}</time>{ids.length > 1 && ` · ${ids.length} times`}</span>
      </Link>
      <details className={classes.why}>
        <summary>Why did I get this?</summary>
        <p>{why(notice, people)}</p>
      </details>
    </li>
  )
}

