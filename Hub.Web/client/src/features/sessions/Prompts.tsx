import { Button, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import type { SessionDetail } from '../../api/types'
import { useHub, usePeople } from '../../app/hub'
import classes from './Sessions.module.css'
import type { Act } from './useSeries'

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
  const [text, setText] = useState<string | null>(own ? null : '')
  const others = page.answers.filter(a => a.prompt === index && a.by !== me.id)
  const open = text !== null && page.occurrence.state !== 'held' && page.occurrence.state !== 'past'
  const save = async () => {
    if (text?.trim() && await act({ type: 'answerPrompt', occurrence: page.occurrence.occurrence, prompt: index, text: text.trim() })) setText(null)
  }
  return (
    <div className={classes.prompt}>
      <h3 id={`prompt-${index}`}>{prompt}</h3>
      {own && text === null && <p className={classes.answer}><b>You</b> {own.text} <button type="button" className={classes.again} onClick={() => setText(own.text)} aria-label={`Change your answer: ${prompt}`}>Change</button></p>}
      {others.map(a => <p key={a.by} className={classes.answer}><b>{people.short(a.by)}</b> {a.text}</p>)}
      {!own && others.length === 0 && !open && <Text size="sm" c="var(--hub-quiet)">Nobody answered.</Text>}
      {open && (
        <form className={classes.write} onSubmit={e => { e.preventDefault(); void save() }}>
          <Textarea size="md" aria-labelledby={`prompt-${index}`} placeholder="Your answer" autosize minRows={1} maxLength={2000} value={text ?? ''} onChange={e => setText(e.currentTarget.value)} style={{ flex: 1 }} />
          <Button type="submit" variant="default" disabled={!text?.trim()}>Answer</Button>
        </form>
      )}
    </div>
  )
}
