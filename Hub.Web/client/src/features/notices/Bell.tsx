import { IconBell } from '@tabler/icons-react'
import { Link } from 'wouter'
import classes from './Notices.module.css'
import { useNotices } from './useNotices'

/** The way to the notices on a phone, with how many are new. */
export function Bell() {
  const { fresh } = useNotices()
  return (
    <Link to="/notices" className={`${classes.bell} ${classes.inPage}`}>
      <IconBell size={20} stroke={1.7} aria-hidden /> Notices{fresh > 0 && <b className={classes.count}>{fresh}<span className="visually-hidden"> new</span></b>}
    </Link>
  )
}
