import { ActionIcon, CloseButton, Textarea } from '@mantine/core'
import { IconSend2 } from '@tabler/icons-react'
import { useCallback, useEffect, useRef, useState, type ClipboardEvent, type KeyboardEvent } from 'react'
import type { Expects, Id, Message, Priority } from '../../api/types'
import { useHub, usePeople } from '../../app/hub'
import type { LiveRoom } from '../../sync/liveRoom'
import { enterSends } from '../talk/enterKey'
import { isTooLong, TOO_LONG } from '../talk/longest'
import { mentionsIn } from '../talk/mentions'
import { NOT_SENT, useDraft } from '../talk/useDraft'
import { useMentionPicker } from '../talk/useMentionPicker'
import classes from './Composer.module.css'
import { expectsWords } from './expects'
import { DutyWarning } from './DutyWarning'
import { ExpectsPicker } from './ExpectsPicker'
import { AttachButton } from '../attachments/AttachButton'
import { ChosenList } from '../attachments/ChosenList'
import { useChosen, useDrop } from '../attachments/useChosen'
import { fileWords } from '../attachments/words'
import { FormMenu } from '../structured/FormMenu'
import { PriorityPicker } from './PriorityPicker'
import { useDeeds } from './useRoom'

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
  const draft = useDraft(id)
  const [edited, setEdited] = useState<string | null>(null)
  const text = editing ? edited ?? editing.text ?? '' : draft.text
  const [priority, setPriority] = useState<Priority>('routine')
  const [expects, setExpects] = useState<Expects | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const { files, list: chosen, problem: unfit } = useChosen(id)
  const [whenUp, setWhenUp] = useState(false)
  const add = useCallback((some: File[]) => { if (some.length > 0) { setWhenUp(false); void files.add(some) } }, [files])
  useDrop(add, editing === null)
  const typedAt = useRef(0)
  const busy = useRef(false)

  useEffect(() => setEdited(null), [editing])
  useEffect(() => { if (editing || replyTo) input.current?.focus() }, [editing, replyTo])
  useEffect(() => { if (matchMedia('(min-width: 1100px) and (hover: hover)').matches) input.current?.focus({ preventScroll: true }) }, [])

  const write = (value: string) => {
    setProblem(null)
    if (editing) setEdited(value)
    else draft.write(value)
    if (value && Date.now() - typedAt.current > TYPING_EVERY_MS) { typedAt.current = Date.now(); hub.typing(id) }
  }
  const picker = useMentionPicker(input, text, write, room)
  const send = () => {
    const body = text.trim()
    if (!body && (editing || chosen.length === 0) && !(editing?.attachments && body !== editing.text)) return
    if (isTooLong(body)) return setProblem(TOO_LONG)
    const bad = editing ? undefined : chosen.find(c => c.problem !== null && !c.waits)
    if (bad) return setProblem(`Not sent: ${bad.name} is not up. Take it off, or try it again. Your text is kept.`)
    if (!editing && chosen.some(c => c.sent === null)) return setWhenUp(true)
    // Files are taken off when they are kept with their message; a second one meanwhile would take them along.
    if (busy.current && chosen.length > 0) return body ? setWhenUp(true) : undefined
    const attachments = chosen.flatMap(c => (c.sent ? [c.sent.id] : []))
    setWhenUp(false)
    setProblem(null)
    const mentions = mentionsIn(body, room.view.getState().room.members, people, room.view.getState().room.roles)
    const failed = (what: string) => { setWhenUp(false); if (body) draft.putBack(body); setProblem(what) }
    if (editing) {
      clear()
      if (body !== editing.text) deeds.send({ type: 'editMessage', seq: editing.seq, text: body, ...(mentions && { mentions }) }).catch(() => failed('Not changed: this browser could not keep it. What you wrote stands here.'))
      return
    }
    const done = deeds.send({ type: 'postMessage', text: body, ...(priority !== 'routine' && { priority }), ...(expects && { expects }), ...(replyTo && { replyTo: replyTo.seq }), ...(mentions && { mentions }), ...(attachments.length > 0 && { attachments }) }, id)
    if (chosen.length > 0) busy.current = true
    done.finally(() => { if (chosen.length > 0) busy.current = false }).then(() => { if (chosen.length > 0) files.clear(); sent() }, () => failed(NOT_SENT))
    draft.leave()
    setPriority('routine')
    setExpects(null)
    typedAt.current = 0
    clear()
  }
  const sendNow = useRef(send)
  sendNow.current = send
  useEffect(() => { if (whenUp && chosen.every(c => c.sent !== null)) sendNow.current() }, [whenUp, chosen])
  const onPaste = (event: ClipboardEvent) => {
    const pasted = [...event.clipboardData.files]
    if (pasted.length === 0 || editing) return
    event.preventDefault()
    add(pasted)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (picker.onKeyDown(event)) return
    if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing && (enterSends() || event.ctrlKey || event.metaKey)) { event.preventDefault(); send() }
    if (event.key === 'Escape' && (editing || replyTo)) clear()
  }
  const words = [
    replyTo && { key: 'reply', text: `Replying to ${people.short(replyTo.author)}: ${replyTo.text || fileWords(replyTo.attachments)}`, off: clear },
    editing && { key: 'edit', text: 'Editing your message', off: clear },
    !editing && whenUp && chosen.length > 0 && { key: 'files', text: 'Will be sent when its files are up. Text and files are kept.', off: () => setWhenUp(false) },
    expects && { key: 'expects', text: expectsWords(expects, people, room.view.getState().room.roles), off: () => setExpects(null) },
  ].filter(w => w !== null && w !== false)

  return (
    <div className={classes.composer} data-priority={priority}>
      {problem && <p className={classes.problem} role="alert">{problem}</p>}
      {unfit && <p className={classes.problem} role="alert">{unfit}</p>}
      {!editing && chosen.length > 0 && <ChosenList files={files} list={chosen} />}
      {words.map(w => <p key={w.key} className={classes.note}><span>{w.text}</span><CloseButton size="sm" aria-label="Take off" onClick={w.off} /></p>)}
      {!editing && (expects || priority === 'urgent') && <DutyWarning room={room} expects={expects} ask={setExpects} />}
      {picker.list}
      <div className={classes.box}>
        <Textarea
          ref={input} className={classes.input} classNames={{ input: classes.field }} variant="unstyled" autosize minRows={1} maxRows={9} aria-label="Message" placeholder="Write a message"
          value={text} onChange={e => { write(e.currentTarget.value); picker.onCaret() }} onSelect={picker.onCaret} onKeyDown={onKeyDown} onPaste={onPaste} enterKeyHint={enterSends() ? 'send' : 'enter'} {...picker.aria}
        />
        <div className={classes.tools}>
          {!editing && <AttachButton add={add} />}
          {!editing && <PriorityPicker value={priority} pick={setPriority} />}
          {!editing && <FormMenu room={room} />}
          {!editing && <ExpectsPicker room={room} value={expects} pick={setExpects} />}
          <ActionIcon className={classes.send} variant="filled" color="teal" aria-label={editing ? 'Save' : 'Send'} disabled={!text.trim() && (editing !== null || chosen.length === 0)} onMouseDown={e => e.preventDefault()} onClick={send}>
            <IconSend2 size={20} stroke={1.8} aria-hidden />
          </ActionIcon>
        </div>
      </div>
    </div>
  )
}
