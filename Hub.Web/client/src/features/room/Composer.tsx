import { ActionIcon, CloseButton, Textarea } from '@mantine/core'
import { IconSend2 } from '@tabler/icons-react'
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import type { Expects, Id, Message, Priority } from '../../api/types'
import { useHub, usePeople } from '../../app/hub'
import type { LiveRoom } from '../../sync/liveRoom'
import { enterSends } from '../talk/enterKey'
import { mentionsIn } from '../talk/mentions'
import { useMentionPicker } from '../talk/useMentionPicker'
import classes from './Composer.module.css'
import { expectsWords } from './expects'
import { ExpectsPicker } from './ExpectsPicker'
import { PriorityPicker } from './PriorityPicker'
import { useDeeds } from './useRoom'

const LONGEST_BYTES = 32 * 1024
const TYPING_EVERY_MS = 3000

interface Props {
  room: LiveRoom
  id: Id
  replyTo: Message | null
  editing: Message | null
  clear: () => void
  sent: () => void
}

/** Plain first: write, Enter sends, Shift+Enter breaks the line. Priority, what is expected and of whom are one tap away. */
export function Composer({ room, id, replyTo, editing, clear, sent }: Props) {
  const hub = useHub()
  const people = usePeople()
  const deeds = useDeeds()
  const input = useRef<HTMLTextAreaElement>(null)
  const [text, setText] = useState('')
  const [priority, setPriority] = useState<Priority>('routine')
  const [expects, setExpects] = useState<Expects | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const touched = useRef(false)
  const typedAt = useRef(0)

  useEffect(() => {
    let here = true
    void hub.drafts.read(id).then(draft => { if (here && !touched.current && draft) setText(draft) }).catch(() => { /* no draft then */ })
    return () => { here = false; void hub.drafts.flush().catch(() => { /* the database is closed */ }) }
  }, [hub, id])
  useEffect(() => {
    if (editing) setText(editing.text ?? '')
    if (editing || replyTo) input.current?.focus()
  }, [editing, replyTo])
  useEffect(() => { if (matchMedia('(min-width: 1100px) and (hover: hover)').matches) input.current?.focus({ preventScroll: true }) }, [])

  const write = (value: string) => {
    touched.current = true
    setText(value)
    setProblem(null)
    if (!editing) hub.drafts.write(id, value)
    if (value && Date.now() - typedAt.current > TYPING_EVERY_MS) { typedAt.current = Date.now(); hub.typing(id) }
  }
  const picker = useMentionPicker(input, text, write, room)
  const leaveEdit = () => {
    clear()
    setText('')
    void hub.drafts.read(id).then(setText).catch(() => { /* no draft then */ })
  }
  const send = () => {
    const body = text.trim()
    if (!body) return
    if (new TextEncoder().encode(body).length > LONGEST_BYTES) return setProblem('Not sent: longer than 32 KB of text. Shorten it or send it in parts. Your text is kept.')
    const mentions = mentionsIn(body, room.view.getState().room.members, people)
    const done = editing
      ? body === editing.text ? Promise.resolve() : deeds.send({ type: 'editMessage', seq: editing.seq, text: body, ...(mentions && { mentions }) })
      : deeds.send({ type: 'postMessage', text: body, ...(priority !== 'routine' && { priority }), ...(expects && { expects }), ...(replyTo && { replyTo: replyTo.seq }), ...(mentions && { mentions }) })
    if (editing) return void done.then(leaveEdit)
    done.then(() => { hub.drafts.write(id, ''); sent() }, () => { setText(body); setProblem('Not sent: this browser could not keep the message. Your text is still here.') })
    setText('')
    setPriority('routine')
    setExpects(null)
    typedAt.current = 0
    clear()
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (picker.onKeyDown(event)) return
    if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing && (enterSends() || event.ctrlKey || event.metaKey)) { event.preventDefault(); send() }
    if (event.key === 'Escape' && editing) leaveEdit()
    else if (event.key === 'Escape' && replyTo) clear()
  }
  const words = [
    replyTo && { key: 'reply', text: `Replying to ${people.short(replyTo.author)}: ${replyTo.text ?? ''}`, off: clear },
    editing && { key: 'edit', text: 'Editing your message', off: leaveEdit },
    expects && { key: 'expects', text: expectsWords(expects, people), off: () => setExpects(null) },
  ].filter(w => w !== null)

  return (
    <div className={classes.composer} data-priority={priority}>
      {problem && <p className={classes.problem} role="alert">{problem}</p>}
      {words.map(w => <p key={w.key} className={classes.note}><span>{w.text}</span><CloseButton size="sm" aria-label="Take off" onClick={w.off} /></p>)}
      {picker.list}
      <div className={classes.box}>
        <Textarea
          ref={input} className={classes.input} classNames={{ input: classes.field }} variant="unstyled" autosize minRows={1} maxRows={9} aria-label="Message" placeholder="Write a message"
          value={text} onChange={e => { write(e.currentTarget.value); picker.onCaret() }} onSelect={picker.onCaret} onKeyDown={onKeyDown} enterKeyHint={enterSends() ? 'send' : 'enter'} {...picker.aria}
        />
        <div className={classes.tools}>
          {!editing && <PriorityPicker value={priority} pick={setPriority} />}
          {!editing && <ExpectsPicker room={room} value={expects} pick={setExpects} />}
          <ActionIcon className={classes.send} variant="filled" color="teal" aria-label={editing ? 'Save' : 'Send'} disabled={!text.trim()} onMouseDown={e => e.preventDefault()} onClick={send}>
            <IconSend2 size={20} stroke={1.8} />
          </ActionIcon>
        </div>
      </div>
    </div>
  )
}
