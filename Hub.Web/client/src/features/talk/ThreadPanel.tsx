import { ActionIcon, CloseButton, Loader, Textarea } from '@mantine/core'
import { IconSend2 } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { api } from '../../api/routes'
import type { Id, Message } from '../../api/types'
import { useHub, usePending, usePeople, useReadAgain, type People } from '../../app/hub'
import { NOT_SENT, useDraft } from '../../app/useDraft'
import type { LiveRoom } from '../../sync/liveRoom'
import { NOTHING_TO_DO } from '../../ui/nothingToDo'
import { count } from '../../ui/names'
import { PersonAvatar } from '../../ui/PersonAvatar'
import { atTime, fullInstant } from '../../ui/time'
import { echoes, stands } from '../room/echoes'
import { useDeeds } from '../room/useRoom'
import { isSendKey } from './enterKey'
import { isTooLong, TOO_LONG } from './longest'
import { MessageText } from './MessageText'
import classes from './Thread.module.css'
import { NAMES_UNKNOWN, saidOf, useMentioned } from './useMentioned'
import { useMentionPicker } from './useMentionPicker'
import { Waiting } from './Waiting'

interface Props {
  room: LiveRoom
  id: Id
  seq: number
  close: () => void
}

/** One message and the replies to it, kept up to date, and a place to write the next. */
export default function ThreadPanel({ room, id, seq, close }: Props) {
  const people = usePeople()
  const { me } = useHub()
  const live = useStore(room.view, v => v.room.messages)
  const pending = usePending().filter(p => p.roomId === id && p.command.type === 'postMessage' && p.command.replyTo === seq)
  const { data, isError } = useQuery({ queryKey: ['thread', id, seq], queryFn: () => api.thread(id, seq, undefined, 200), gcTime: 0 })
  const head = useStore(room.view, v => v.room.head)
  // Where all of it stands in the room too, from its first message on, that is kept up to date.
  useReadAgain('thread', id, seq < (live[0]?.seq ?? Infinity) ? head : null)
  const end = useRef<HTMLDivElement>(null)
  const all = new Map<number, Message>()
  for (const m of data?.messages ?? []) all.set(m.seq, m)
  for (const m of live) if (m.seq === seq || m.replyTo === seq || all.has(m.seq)) all.set(m.seq, m)
  const root = all.get(seq)
  const there = [...all.values()].filter(m => m.seq !== seq).sort((a, b) => a.seq - b.seq)
  const waiting = pending.filter(p => stands(p, s => all.has(s)))
  const twice = echoes(there, waiting, me.id)
  const replies = there.filter(m => !twice.has(m.seq))
  const said = replies.length + waiting.length
  useEffect(() => { end.current?.scrollIntoView({ block: 'end' }) }, [said])

  return (
    <div className={classes.panel}>
      <header className={classes.head}><h2>Thread</h2><CloseButton size="lg" aria-label="Close the thread" onClick={close} /></header>
      <div className={classes.scroll}>
        {root && <One message={root} people={people} />}
        {!root && !isError && <Loader type="dots" role="status" aria-label="Reading the thread" m="md" />}
        {isError && !root && <p className={classes.note} role="alert">The thread could not be read. It is shown when the connection is back.</p>}
        {root && <p className={classes.count}>{replies.length === 0 ? 'No replies yet' : data?.more ? `The last ${count(replies.length, 'reply', 'replies')}` : count(replies.length, 'reply', 'replies')}</p>}
        {replies.map(m => <One key={m.seq} message={m} people={people} />)}
        {waiting.map(p => <Waiting key={p.id} pending={p} />)}
        <div ref={end} />
      </div>
      <Reply room={room} seq={seq} />
    </div>
  )
}

function One({ message: m, people }: { message: Message; people: People }) {
  const deeds = useDeeds()
  return (
    <article className={classes.one} aria-label={`${people.full(m.author)}, ${atTime(m.at)}`}>
      <PersonAvatar name={people.full(m.author)} discipline={people.get(m.author)?.discipline} size={32} />
      <div className={classes.body}>
        <p className={classes.by}><b>{people.full(m.author)}</b> <button type="button" title={`${fullInstant(m.at)}: show it in the room`} onClick={() => deeds.goTo(m.seq)}>{atTime(m.at)}</button></p>
        {m.text === null ? <p className={classes.note}>Message deleted</p> : <MessageText message={m} people={people} />}
      </div>
    </article>
  )
}

function Reply({ room, seq }: { room: LiveRoom; seq: number }) {
  const deeds = useDeeds()
  const mentioned = useMentioned(room)
  const input = useRef<HTMLTextAreaElement>(null)
  const place = `${deeds.roomId}/thread/${seq}`
  const draft = useDraft(place)
  const { text } = draft
  const [problem, setProblem] = useState<string | null>(null)
  useEffect(() => { if (matchMedia('(min-width: 1100px) and (hover: hover)').matches) input.current?.focus({ preventScroll: true }) }, [])
  const write = (value: string) => { setProblem(null); draft.write(value) }
  const picker = useMentionPicker(input, text, write, room)
  const send = () => {
    const body = text.trim()
    if (!body) return
    if (isTooLong(body)) return setProblem(TOO_LONG)
    const mentions = mentioned(body)
    if (!mentions) return setProblem(NAMES_UNKNOWN)
    setProblem(null)
    deeds.send({ type: 'postMessage', text: body, replyTo: seq, ...mentions }, place).catch(() => draft.putBack(body, NOT_SENT))
    draft.leave()
  }
  const said = saidOf(text, problem, mentioned) ?? draft.back?.why
  return (
    <div className={classes.reply}>
      {said && <p role="alert" className={classes.note}>{said}</p>}
      {picker.list}
      <div className={classes.box}>
        <Textarea
          ref={input} variant="unstyled" autosize minRows={1} maxRows={6} aria-label="Reply in the thread" placeholder="Reply" className={classes.input} value={text} {...picker.aria}
          onChange={e => { write(e.currentTarget.value); picker.onCaret() }} onSelect={picker.onCaret}
          onKeyDown={e => {
            if (picker.onKeyDown(e)) return
            if (isSendKey(e)) { e.preventDefault(); send() }
          }}
        />
        <ActionIcon variant="filled" color="teal" size={40} aria-label="Send the reply" {...!text.trim() && NOTHING_TO_DO} onMouseDown={e => e.preventDefault()} onClick={send}><IconSend2 size={19} stroke={1.8} aria-hidden /></ActionIcon>
      </div>
    </div>
  )
}
