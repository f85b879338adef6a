import { ActionIcon, Button } from '@mantine/core'
import { IconFileTypePdf, IconPlus, IconPointer, IconX } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { api } from '../../api/routes'
import type { CaseFile, Id, ReviewCase } from '../../api/types'
import type { Act } from '../../app/useAct'
import { commandId } from '../../sync/commandId'
import type { LiveRoom } from '../../sync/liveRoom'
import { problemWords } from '../../ui/problemWords'
import { takes, unfit, upload } from '../attachments/upload'
import { thumbnailOf } from '../attachments/thumbnail'
import { sizeWords } from '../attachments/words'
import { PointedPicture } from './PointedPicture'
import classes from './Files.module.css'

interface Props {
  room: LiveRoom
  id: Id
  of: ReviewCase
  act: Act
  setProblem: (problem: string | null) => void
}

/** The files of a case: one picture large, on which everybody sees where somebody points; the others small beneath it. */
export function CaseFiles({ room, id, of: c, act, setProblem }: Props) {
  const [chosen, setChosen] = useState<Id | null>(null)
  const [pointing, setPointing] = useState(false)
  const pictures = c.files.filter(f => f.file.kind !== 'pdf')
  const shown = pictures.find(f => f.file.id === chosen) ?? pictures[0]
  const open = c.phase !== 'closed'
  if (c.files.length === 0 && !open) return null
  const addressOf = (f: CaseFile) => `/api/rooms/${id}/attachments/${f.file.id}`
  return (
    <section aria-label="Files" className={classes.files}>
      {shown && (
        <figure>
          <PointedPicture key={shown.file.id} room={room} id={id} file={shown.file} source={addressOf(shown)} pointing={pointing} />
          <figcaption>
            <span>{shown.file.name}</span>
            <Button variant={pointing ? 'filled' : 'default'} h={44} aria-pressed={pointing} leftSection={<IconPointer size={16} aria-hidden />} onClick={() => setPointing(p => !p)}>{pointing ? 'Stop pointing' : 'Point for all'}</Button>
          </figcaption>
        </figure>
      )}
      {c.files.length > 0 && (
        <ul aria-label="Files of this case">
          {c.files.map(f => (
            <li key={f.file.id}>
              {f.file.kind === 'pdf'
                ? <a href={addressOf(f)} target="_blank" rel="noopener noreferrer"><IconFileTypePdf size={20} aria-hidden /><span>{f.file.name}, {sizeWords(f.file.size)}<span className="visually-hidden">, opens in a new tab</span></span></a>
                : (
                  <button type="button" aria-pressed={f === shown} aria-label={`Show ${f.file.name}`} onClick={() => setChosen(f.file.id)}>
                    <img src={addressOf(f) + (f.file.thumbnail ? '/thumbnail' : '')} alt="" loading="lazy" />
                  </button>
                )}
              {open && <ActionIcon size={44} aria-label={`Take ${f.file.name} off this case`} onClick={() => void act({ type: 'detachFromCase', caseId: c.caseId, fileId: f.file.id })}><IconX size={16} aria-hidden /></ActionIcon>}
            </li>
          ))}
        </ul>
      )}
      {open && <AddFiles id={id} of={c} act={act} setProblem={setProblem} />}
    </section>
  )
}

/** Sends files up, says so in the room's talk, and ties them to the case. Cut off half way they are in the talk, and can be tied from there again. */
function AddFiles({ id, of: c, act, setProblem }: Omit<Props, 'room'>) {
  const input = useRef<HTMLInputElement>(null)
  const [busy, setBusy] = useState(false)
  const add = async (files: File[]) => {
    const why = files.map(f => unfit(f)).find(w => w !== null)
    if (why) return setProblem(why)
    setBusy(true)
    setProblem(null)
    try {
      const going = new AbortController().signal
      const sent: Id[] = []
      for (const file of files) sent.push((await upload(id, file, file.name || 'picture.png', await thumbnailOf(file), () => {}, going)).id)
      const { seq } = await api.command(id, { type: 'postMessage', id: commandId(), text: '', attachments: sent })
      await act({ type: 'attachToCase', caseId: c.caseId, seq })
    } catch (error) {
      setProblem(problemWords(error))
    }
    setBusy(false)
  }
  return (
    <>
      <input ref={input} type="file" hidden multiple accept={takes.join(',')} aria-label="Files of the case" onChange={e => { const files = [...(e.currentTarget.files ?? [])]; e.currentTarget.value = ''; if (files.length > 0) void add(files.slice(0, 10)) }} />
      <Button variant="default" leftSection={<IconPlus size={18} aria-hidden />} loading={busy} onClick={() => input.current?.click()}>Add pictures or PDF</Button>
    </>
  )
}
