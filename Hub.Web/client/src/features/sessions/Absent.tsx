import { Text } from '@mantine/core'
import classes from './Sessions.module.css'
import { Unread } from './Unread'
import type { Absence } from './useSeries'

/** In place of a page of a series that is not here. */
export function Absent({ why, missing, reading }: { why: Absence; missing: string; reading: string }) {
  return (
    <div className={classes.scroll}>
      <div className={classes.page}>
        {why === 'unread' ? <Unread one /> : <Text role={why === 'missing' ? 'alert' : 'status'} c="var(--hub-quiet)">{why === 'missing' ? missing : reading}</Text>}
      </div>
    </div>
  )
}
