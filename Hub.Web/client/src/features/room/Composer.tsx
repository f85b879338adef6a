import { ActionIcon, CloseButton, Textarea } from '@mantine/core'
import { IconSend2 } from '@tabler/icons-react'
import { useCallback, useEffect, useRef, useState, type ClipboardEvent, type KeyboardEvent } from 'react'
import type { Expects, Id, Message, Priority } from '../../api/types'
import { useHub, usePeople } from '../../app/hub'
import { FILES_NOT_SENT, NOT_SENT, useDraft } from '../../app/useDraft'
import type { LiveRoom } from '../../sync/liveRoom'
import { enterSends, isSendKey } from '../talk/enterKey'
import { isTooLong, TOO_LONG } from '../talk/longest'
import { NAMES_UNKNOWN, saidOf, useMentioned } from '../talk/useMentioned'
import { useMentionPicker } from '../talk/useMentionPicker'
import { NOTHING_TO_DO } from '../../ui/nothingToDo'
import classes from './Composer.module.css'
import { expectsWords } from './expects'
import { DutyWarning } from './DutyWarning'
import { ExpectsPicker } from './ExpectsPicker'
import type { Chosen } from '../attachments/chosen'
import { AttachButton } from '../attachments/AttachButton'
import { ChosenList } from '../attachments/ChosenList'
import { useChosen, useDrop } from '../attachments/useChosen'
import { fileWords } from '../attachments/words'
import { FormMenu } from '../structured/FormMenu'
import { PriorityPicker } from './PriorityPicker'
import { useEdit } from './useEdit'
import { useDeeds } from './useRoom'

const TYPING_EVERY_MS = 3000

const isRefused = (file: Chosen) => file.problem !== null && !file.waits

const urgency = (priority: Priority) => ['routine', 'important', 'urgent'].indexOf(priority)

interface Props {
  room: LiveRoom
  id: Id
  replyTo: Message | null
  editing: Message | null
  reply: (to: Message) => void
  leaveReply: () => void
  leaveEdit: () => void
  sent: () => void
}

/** Plain first: write, Enter sends, Shift+Enter breaks the line. Priority, what is expected and of whom are one tap away. */
export function Composer({ room, id, replyTo, editing, reply, leaveReply, leaveEdit, sent }: Props) {
  const hub = useHub()
  const people = usePeople()
  const deeds = useDeeds()
  const input = useRef<HTMLTextAreaElement>(null)
  const draft = useDraft(id)
  const edit = useEdit({ id, editing, leave: leaveEdit, putBack: draft.putBack })
  const text = editing ? edit.text : draft.text
  const [priority, setPriority] = useState<Priority>('routine')
  const [expects, setExpects] = useState<Expects | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [stuck, setStuck] = useState<string | null>(null)
  const { files, list: chosen, problem: unfit } = useChosen(id)
  const [whenUp, setWhenUp] = useState(false)
  const add = useCallback((some: File[]) => { if (some.length > 0) { setWhenUp(false); void files.add(some) } }, [files])
  useDrop(add, editing === null)
  const typedAt = useRef(0)

  useEffect(() => {
    if (!draft.back) return
    // It is looked at before it goes, with files or without.
    setWhenUp(false)
    const { priority: was = 'routine', expects: asked, replyTo: to } = draft.back.beside ?? {}
    setPriority(now => (urgency(now) < urgency(was) ? was : now))
    setExpects(now => now ?? asked ?? null)
    if (to && !replyTo) reply(to)
  // Once for each that comes back, whatever else changes here.
  }, [draft.back])
  // A reply that comes back by itself does not take the focus from where one writes now.
  useEffect(() => { if (editing || (replyTo && replyTo !== draft.back?.beside?.replyTo)) input.current?.focus() }, [editing?.seq, replyTo])
  // What is said of the one text is not said of the other.
  useEffect(() => setProblem(null), [editing?.seq])
  // Sent in another tab: what was to go with it is not for what is written next.
  useEffect(() => {
    const leaveBeside = () => {
      setWhenUp(false)
      setPriority('routine')
      setExpects(null)
      leaveReply()
    }
    const stops = [
      hub.drafts.changed.subscribe(now => { if (now?.place === id && now.isSent) leaveBeside() }),
      hub.files.gone.subscribe(({ keys, isSent }) => {
        if (!isSent || text || chosen.length === 0 || !chosen.every(c => keys.includes(c.key))) return
        hub.drafts.dismiss(id)
        leaveBeside()
      }),
    ]
    return () => { for (const stop of stops) stop() }
  })
  // Whoever goes elsewhere meanwhile is not there to see it sent, nor with what beside it.
  const waits = useRef(false)
  useEffect(() => { waits.current = whenUp && chosen.length > 0 })
  useEffect(() => () => { if (waits.current) files.leftBehind() }, [files])
  useEffect(() => { if (matchMedia('(min-width: 1100px) and (hover: hover)').matches) input.current?.focus({ preventScroll: true }) }, [])

  const write = (value: string) => {
    setProblem(null)
    if (editing) edit.write(value)
    else { edit.done(); draft.write(value) }
    if (value && Date.now() - typedAt.current > TYPING_EVERY_MS) { typedAt.current = Date.now(); hub.typing(id) }
  }
  const picker = useMentionPicker(input, text, write, room)
  const mentioned = useMentioned(room)
  const send = () => {
    const body = draft.text.trim()
    if (!body && chosen.length === 0) return
    const mentions = mentioned(body)
    if (isTooLong(body) || !mentions) {
      setWhenUp(false)
      return setProblem(mentions ? TOO_LONG : NAMES_UNKNOWN)
    }
    const bad = chosen.find(isRefused)
    setWhenUp(!bad && chosen.some(c => c.sent === null))
    if (bad) return setStuck(bad.key)
    if (chosen.some(c => c.sent === null)) return
    setProblem(null)
    const keys = chosen.map(c => c.key)
    files.leaving(keys, true)
    const attachments = chosen.flatMap(c => (c.sent ? [c.sent.id] : []))
    deeds.send({ type: 'postMessage', text: body, ...(priority !== 'routine' && { priority }), ...(expects && { expects }), ...(replyTo && { replyTo: replyTo.seq }), ...mentions, ...(attachments.length > 0 && { attachments }) }, id)
      .then(() => { if (keys.length > 0) files.leave(keys); sent() }, () => {
        files.leaving(keys, false)
        draft.putBack(body, body ? NOT_SENT : FILES_NOT_SENT, { priority, expects, replyTo })
      })
    draft.leave()
    edit.seen()
    setPriority('routine')
    setExpects(null)
    typedAt.current = 0
    leaveReply()
  }
  const sendNow = useRef(send)
  sendNow.current = send
  useEffect(() => {
    if (!whenUp) return
    // Taken off, all of them: what was to go with them is looked at once more.
    if (chosen.length === 0) setWhenUp(false)
    else if (chosen.every(c => c.sent !== null) || chosen.some(isRefused)) sendNow.current()
  }, [whenUp, chosen])
  const act = () => {
    if (editing) setProblem(edit.save(mentioned))
    else if (!edit.isSecondPress()) send()
  }
  const onPaste = (event: ClipboardEvent) => {
    const pasted = [...event.clipboardData.files]
    if (pasted.length === 0 || editing) return
    event.preventDefault()
    add(pasted)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (picker.onKeyDown(event)) return
    if (isSendKey(event)) {
      event.preventDefault()
      if (!event.repeat) act()
    }
    if (event.key === 'Escape' && editing) edit.drop()
    else if (event.key === 'Escape' && replyTo) leaveReply()
  }
  const off = chosen.find(c => c.key === stuck && isRefused(c))
  const notUp = off && `Not sent: ${off.name} is not up. Take it off, or try it again. Your text is kept.`
  const said = saidOf(text, problem, mentioned) ?? (editing ? edit.word : notUp ?? draft.back?.why ?? edit.word)
  const isEmpty = !text.trim() && (editing ? !editing.attachments : chosen.length === 0)
  const words = [
    replyTo && !editing && { key: 'reply', text: `Replying to ${people.short(replyTo.author)}: ${replyTo.text || fileWords(replyTo.attachments)}`, off: leaveReply },
    editing && { key: 'edit', text: 'Editing your message', off: edit.drop },
    !editing && whenUp && chosen.length > 0 && { key: 'files', text: 'Will be sent when its files are up. Text and files are kept.', off: () => setWhenUp(false) },
    expects && { key: 'expects', text: expectsWords(expects, people, room.view.getState().room.roles), off: () => setExpects(null) },
  ].filter(w => w !== null && w !== false)

  return (
    <div className={classes.composer} data-priority={priority}>
      {said && <p className={classes.problem} role="alert">{said}</p>}
      {unfit && <p className={classes.unfit} role="alert"><span>{unfit}</span><CloseButton size="sm" aria-label="Close" onClick={() => files.seen()} /></p>}
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
          {!editing && <FormMenu room={room} id={id} />}
          {!editing && <ExpectsPicker room={room} value={expects} pick={setExpects} />}
          <ActionIcon className={classes.send} variant="filled" color="teal" aria-label={editing ? 'Save' : 'Send'} {...isEmpty && NOTHING_TO_DO} onMouseDown={e => e.preventDefault()} onClick={act}>
            <IconSend2 size={20} stroke={1.8} aria-hidden />
          </ActionIcon>
        </div>
      </div>
    </div>
  )
}
