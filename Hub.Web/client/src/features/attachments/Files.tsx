import { IconFileTypePdf } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import type { Attachment, Id } from '../../api/types'
import { useDeeds } from '../room/useRoom'
import classes from './Attachments.module.css'
import { boxOf, sizeWords } from './words'

const Lightbox = lazy(() => import('./Lightbox'))

/** A message's files: pictures in boxes of their own shape, documents as cards. */
export function Files({ files }: { files: readonly Attachment[] }) {
  const { roomId } = useDeeds()
  const [open, setOpen] = useState<Attachment | null>(null)
  return (
    <div className={classes.files}>
      {files.map(file => (file.kind === 'pdf'
        ? (
          <a key={file.id} className={classes.card} href={addressOf(roomId, file)} target="_blank" rel="noopener noreferrer">
            <IconFileTypePdf size={28} stroke={1.5} aria-hidden />
            <span className={classes.said}><span className={classes.name}>{file.name}</span><span className={classes.state}>PDF, {sizeWords(file.size)}<span className="visually-hidden">, opens in a new tab</span></span></span>
          </a>
        )
        : <Picture key={file.id} file={file} roomId={roomId} open={() => setOpen(file)} />))}
      {open && <Suspense fallback={null}><Lightbox file={open} source={addressOf(roomId, open)} close={() => setOpen(null)} /></Suspense>}
    </div>
  )
}

function Picture({ file, roomId, open }: { file: Attachment; roomId: Id; open: () => void }) {
  const [missing, setMissing] = useState(false)
  const source = addressOf(roomId, file) + (file.thumbnail ? '/thumbnail' : '')
  return (
    <button type="button" className={classes.picture} style={boxOf(file.width, file.height)} aria-label={`Open the picture ${file.name}`} onClick={open}>
      {missing ? <span className={classes.state}>{file.name} cannot be shown just now</span> : <img src={source} alt="" loading="lazy" onError={() => setMissing(true)} />}
    </button>
  )
}

function addressOf(roomId: Id, file: Attachment): string {
  return `/api/rooms/${roomId}/attachments/${file.id}`
}
