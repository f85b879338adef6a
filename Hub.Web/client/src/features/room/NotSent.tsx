import { Button } from '@mantine/core'
import { IconClock } from '@tabler/icons-react'
import { useHub, usePhase } from '../../app/hub'
import type { Pending } from '../../sync/outbox'
import classes from './Message.module.css'

/** What has become of something that is not in the room yet. */
export function NotSent({ pending }: { pending: Pending }) {
  const { outbox } = useHub()
  const { phase } = usePhase()
  // Its event comes with the connection.
  if (pending.sentAs !== undefined) return <p className={classes.delivery}>Sent</p>
  if (pending.refused) {
    return (
      <div className={classes.refused} role="alert">
        <span>Not sent: {lower(pending.refused.detail)} {'text' in pending.command ? 'Your text is kept.' : ''}</span>
        <span>
          <Button size="compact-md" h={44} variant="default" onClick={() => void outbox.retry(pending.id)}>Try again</Button>
          <Button size="compact-md" h={44} variant="subtle" color="gray" onClick={() => void outbox.discard(pending.id)}>Discard</Button>
        </span>
      </div>
    )
  }
  if (pending.command.type !== 'postMessage') return phase === 'online' ? null : <p className={classes.delivery}><IconClock size={14} aria-hidden />Will be sent</p>
  return <p className={classes.delivery}><IconClock size={14} aria-hidden />{phase === 'online' ? 'Sending' : 'Will be sent'}</p>
}

function lower(detail: string): string {
  // Not of an acronym.
  return /^\p{Lu}{2}/u.test(detail) ? detail : detail[0]!.toLowerCase() + detail.slice(1)
}
