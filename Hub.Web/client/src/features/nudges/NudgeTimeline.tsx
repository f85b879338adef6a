import { IconAlertCircle } from '@tabler/icons-react'
import type { Message, RoomRole } from '../../api/types'
import type { People } from '../../app/hub'
import { sentence } from '../../ui/names'
import { atTime, fullInstant } from '../../ui/time'
import classes from './Nudges.module.css'
import { lineWords, unreached } from './words'

const SHOWN = 4

/** What was done so that a message is answered, in one quiet line; and plainly, to who wrote it, when nobody was reached. */
export function NudgeTimeline({ message: m, mine, people, roles }: { message: Message; mine: boolean; people: People; roles: readonly RoomRole[] }) {
  const lines = m.nudges ?? []
  const lost = unreached(m, people, roles)
  // Who was nudged stands behind their name already, where a line says for whom the message waits.
  const said = m.expects?.kind === 'acknowledge' || m.expects?.kind === 'reply'
  const shown = said && lines.every(l => l.what === 'nudged') ? [] : lines.slice(-SHOWN)
  return (
    <>
      {shown.length > 0 && (
        <p className={classes.line}>
          {lines.length > shown.length && <span>{lines.length - shown.length} earlier · </span>}
          {shown.map((l, i) => <span key={`${l.at}/${l.what}/${l.to}`}>{i > 0 && ' · '}{lineWords(l, people, roles)} <time dateTime={l.at} title={fullInstant(l.at)}>{atTime(l.at)}</time></span>)}
        </p>
      )}
      {mine && lost.length > 0 && <p className={classes.lost} role="note"><IconAlertCircle size={16} aria-hidden />Nobody was reached for {sentence(lost)}. Call, or ask somebody else.</p>}
    </>
  )
}
