import { Button, Textarea } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useHub } from '../../app/hub'
import classes from './Structured.module.css'

interface Props {
  /** Where what is begun is kept. */
  place: string
  label: string
  hint: string
  send: string
  give: (text: string) => Promise<void>
  /** The one step that needs no words; it is the primary one then. */
  instead?: { name: string; act: () => void } | undefined
}

/** An answer in words inside a card. What was begun survives a reload. */
export function Answer({ place, label, hint, send, give, instead }: Props) {
  const { drafts } = useHub()
  const [text, setText] = useState('')
  useEffect(() => {
    let here = true
    void drafts.read(place).then(draft => { if (here && draft) setText(draft) }).catch(() => { /* no draft then */ })
    return () => { here = false }
  }, [drafts, place])
  const write = (value: string) => { setText(value); drafts.write(place, value) }
  return (
    <form className={classes.answer} onSubmit={e => { e.preventDefault(); if (text.trim()) void give(text.trim()).then(() => write('')) }}>
      <Textarea label={label} description={hint} autosize minRows={2} maxRows={8} value={text} onChange={e => write(e.currentTarget.value)} />
      <div>
        {instead && <Button h={44} onClick={instead.act}>{instead.name}</Button>}
        <Button h={44} type="submit" variant={instead ? 'default' : 'filled'} disabled={!text.trim()}>{send}</Button>
      </div>
    </form>
  )
}
