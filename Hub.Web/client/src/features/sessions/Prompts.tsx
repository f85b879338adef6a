import { Button, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import type { SessionDetail } from '../../api/types'
import { useHub, usePeople } from '../../app/hub'
import type { Act } from '../../app/useAct'
import { useFields } from '../../app/useFields'
import { NOTHING_TO_DO } from '../../ui/nothingToDo'
import { TooLate } from '../../ui/TooLate'
import classes from './Sessions.module.css'

/** What everybody is asked beforehand: my answer to write, the others' to read. */
export function Prompts({ page, act }: { page: SessionDetail; act: Act }) {
  return (
    <section className={classes.part}>
      <h2>Beforehand</h2>
      {page.prompts.map((prompt, i) => <Prompt key={i} page={page} index={i} prompt={prompt} act={act} />)}
    </section>
  )
}

function Prompt({ page, index, prompt, act }: { page: SessionDetail; index: number; prompt: string; act: Act }) {
  const { me } = useHub()
  const people = usePeople()
  const own = page.answers.find(a => a.prompt === index && a.by === me.id)
  const form = useFields(`session:${page.series}:${page.occurrence.occurrence}:prompt:${index}`, { text: own?.text ?? '' })
  const { fields: { text }, isBegun, isSending, set, clear, send } = form
  const [changing, setChanging] = useState(false)
  const others = page.answers.filter(a => a.prompt === index && a.by !== me.id)
  const isOver = page.occurrence.state === 'held' || page.occurrence.state === 'past'
  const open = !isOver && (changing || isBegun || !own)
  const save = async () => {
    if (await act({ type: 'answerPrompt', occurrence: page.occurrence.occurrence, prompt: index, text: text.trim() }, { sent: form.sent })) setChanging(false)
  }
  return (
    <div className={classes.prompt}>
      <h3 id={`prompt-${index}`}>{prompt}</h3>
      {own && !open && <p className={classes.answer}><b>You</b> {own.text} {!isOver && <button type="button" className={classes.again} onClick={() => setChanging(true)} aria-label={`Change your answer: ${prompt}`}>Change</button>}</p>}
      {others.map(a => <p key={a.by} className={classes.answer}><b>{people.short(a.by)}</b> {a.text}</p>)}
      {!own && others.length === 0 && !open && <Text size="sm" c="var(--hub-quiet)">Nobody answered.</Text>}
      {isOver && isBegun && <TooLate name="Not answered" why="the session was over before" text={text} drop={clear} />}
      {open && (
        <form className={classes.write} onSubmit={e => { e.preventDefault(); if (text.trim()) void send(save) }}>
          <Textarea size="md" aria-labelledby={`prompt-${index}`} placeholder="Your answer" autosize minRows={1} maxLength={2000} readOnly={isSending} value={text} onChange={e => { setChanging(true); set({ text: e.currentTarget.value }) }} style={{ flex: 1, minWidth: 200 }} />
          <Button type="submit" variant="default" {...!text.trim() && NOTHING_TO_DO}>Answer</Button>
          {own && <Button variant="subtle" onClick={() => { if (isSending) return; clear(); setChanging(false) }}>Cancel</Button>}
        </form>
      )}
    </div>
  )
}
