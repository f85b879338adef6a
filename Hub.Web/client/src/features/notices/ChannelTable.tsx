import { Checkbox } from '@mantine/core'
import type { NoticeChannel, NoticeKind, NotificationSettings } from '../../api/types'
import classes from './Settings.module.css'

const groups: { name: string; kinds: NoticeKind[] }[] = [
  { name: 'What waits for me', kinds: ['nudge', 'escalated', 'nobodyReached'] },
  { name: 'Case reviews', kinds: ['caseNotReady', 'decisionDue'] },
  { name: 'Feedback sessions', kinds: ['sessionReminder', 'sessionChanged', 'sessionMissed', 'commitmentDue'] },
  { name: 'Thanks and digest', kinds: ['thanks', 'digest'] },
]
const channels: { channel: NoticeChannel; name: string }[] = [{ channel: 'push', name: 'Push' }, { channel: 'email', name: 'E-mail' }, { channel: 'webhook', name: 'Program' }]

/** Which channels tell me of what. The page itself always does. */
export function ChannelTable({ off, change }: { off: NotificationSettings['off']; change: (off: NotificationSettings['off']) => void }) {
  const isOff = (kind: NoticeKind, channel: NoticeChannel) => off.some(o => o.kind === kind && o.channel === channel)
  const set = (kinds: NoticeKind[], channel: NoticeChannel, on: boolean) => {
    const others = off.filter(o => o.channel !== channel || !kinds.includes(o.kind))
    change(on ? others : [...others, ...kinds.map(kind => ({ kind, channel }))])
  }
  return (
    <table className={classes.channels}>
      <thead><tr><td />{channels.map(c => <th key={c.channel} scope="col">{c.name}</th>)}</tr></thead>
      <tbody>
        {groups.map(({ name, kinds }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {channels.map(({ channel, name: by }) => {
              const offs = kinds.filter(k => isOff(k, channel)).length
              return <td key={channel}><label><Checkbox aria-label={`${name}: ${by}`} checked={offs === 0} indeterminate={offs > 0 && offs < kinds.length} onChange={e => set(kinds, channel, e.currentTarget.checked)} /></label></td>
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
