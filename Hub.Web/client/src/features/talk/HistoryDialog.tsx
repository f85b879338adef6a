import { Modal, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Refusal } from '../../api/http'
import { api } from '../../api/routes'
import type { Id } from '../../api/types'
import { usePeople } from '../../app/hub'
import { atTime, fullInstant } from '../../ui/time'
import { useFocusBack } from '../../ui/useFocusBack'
import { MessageText } from './MessageText'
import classes from './Thread.module.css'

/** What a message said before, each text with who wrote it and when. Of a deleted message there is none. */
export default function HistoryDialog({ id, seq, close }: { id: Id; seq: number; close: () => void }) {
  useFocusBack()
  const people = usePeople()
  const { data, error } = useQuery({ queryKey: ['history', id, seq], queryFn: () => api.history(id, seq), gcTime: 0 })
  return (
    <Modal opened onClose={close} title="Earlier texts" closeButtonProps={{ 'aria-label': 'Close' }}>
      {error && <Text role="alert" c="var(--hub-urgent)">{error instanceof Refusal ? error.detail : 'Care Hub cannot be reached. Try again in a moment.'}</Text>}
      {data?.map((text, i) => (
        <article key={text.seq} className={classes.body}>
          <p className={classes.by}><b>{i === data.length - 1 ? 'Now' : i === 0 ? 'At first' : 'Then'}</b> · {people.full(text.by)}, <time dateTime={text.at} title={fullInstant(text.at)}>{atTime(text.at)}</time></p>
          <MessageText message={{ id: `${id}/${text.seq}`, text: text.text, mentions: undefined, edits: 0, editedAt: null }} people={people} />
        </article>
      )).reverse()}
    </Modal>
  )
}
