import { ActionIcon, CloseButton } from '@mantine/core'
import { IconFileTypePdf, IconRefresh } from '@tabler/icons-react'
import classes from './Attachments.module.css'
import type { Chosen, ChosenFiles } from './chosen'
import { sizeWords } from './words'

/** The files of the message that is being written, each with how far it is up. */
export function ChosenList({ files, list }: { files: ChosenFiles; list: readonly Chosen[] }) {
  return (
    <ul className={classes.chosen} aria-label="Attached files">
      {list.map(one => (
        <li key={one.key} className={classes.one} data-problem={(one.problem !== null && !one.waits) || undefined}>
          {one.preview ? <img className={classes.mini} src={one.preview} alt="" /> : <span className={classes.mini}><IconFileTypePdf size={22} stroke={1.6} aria-hidden /></span>}
          <span className={classes.said}>
            <span className={classes.name}>{one.name}</span>
            <span className={classes.state} role={one.problem ? 'alert' : undefined}>{stateWords(one)}</span>
            {!one.sent && one.problem === null && <progress className={classes.progress} value={one.share} aria-label={`${one.name} is being sent up`} />}
          </span>
          {one.problem !== null && <ActionIcon aria-label={`Try ${one.name} again`} onClick={() => files.retry(one.key)}><IconRefresh size={18} stroke={1.7} aria-hidden /></ActionIcon>}
          <CloseButton size={44} aria-label={one.sent ? `Take off ${one.name}` : `Cancel ${one.name}`} onClick={() => files.remove(one.key)} />
        </li>
      ))}
    </ul>
  )
}

function stateWords(one: Chosen): string {
  if (one.problem) return one.problem
  return one.sent ? `${sizeWords(one.size)}, ready` : `${sizeWords(one.size)}, ${Math.round(one.share * 100)} % up`
}
