import { Modal } from '@mantine/core'
import type { Attachment } from '../../api/types'
import classes from './Attachments.module.css'
import { sizeWords } from './words'

/** One picture as large as the screen allows. */
export default function Lightbox({ file, source, close }: { file: Attachment; source: string; close: () => void }) {
  return (
    <Modal opened onClose={close} fullScreen title={`${file.name} · ${file.width} × ${file.height} · ${sizeWords(file.size)}`} closeButtonProps={{ 'aria-label': 'Close the picture', size: 44 }} classNames={{ body: classes.light, title: classes.name }} transitionProps={{ duration: 0 }}>
      <img src={source} alt={file.name} width={file.width ?? undefined} height={file.height ?? undefined} />
    </Modal>
  )
}
