import { Fragment, useState } from 'react'
import type { Message, RoomRole } from '../../api/types'
import { useHub, type People } from '../../app/hub'
import { fullInstant } from '../../ui/time'
import { parse, type Block, type Inline } from './markdown'
import classes from './Text.module.css'

const LONG_LETTERS = 1400
const LONG_LINES = 18
/** Long messages that were opened stay so while the page is: a line that scrolls away is made anew. */
const opened = new Set<string>()

interface Props {
  message: Pick<Message, 'id' | 'text' | 'mentions' | 'edits' | 'editedAt'>
  people: People
  /** Of the room, where it is at hand: so that mentions of them are marked. */
  roles?: readonly RoomRole[]
  id?: string
  history?: () => void
}

/** A message's text with its formatting, folded when it is long. */
export function MessageText({ message: m, people, roles, id, history }: Props) {
  const { me } = useHub()
  const text = m.text ?? ''
  const long = text.length > LONG_LETTERS || text.split('\n', LONG_LINES + 1).length > LONG_LINES
  const [open, setOpen] = useState(() => opened.has(m.id))
  const names = (m.mentions?.people ?? []).map(u => `@${people.full(u)}`)
  if (m.mentions?.room) names.push('@room')
  const called = m.mentions?.roles?.flatMap(id => roles?.find(r => r.id === id) ?? []) ?? []
  names.push(...called.map(r => `@${r.name}`))
  const mine = [`@${people.full(me.id)}`, '@room', ...called.filter(r => r.holder === me.id).map(r => `@${r.name}`)]
  return (
    <div id={id} className={classes.text}>
      <div className={classes.body} data-folded={(long && !open) || undefined}><Blocks blocks={parse(text, names)} mine={mine} /></div>
      {long && <button type="button" className={classes.more} aria-expanded={open} onClick={() => { if (open) opened.delete(m.id); else opened.add(m.id); setOpen(!open) }}>{open ? 'Show less' : 'Show more'}</button>}
      {m.edits > 0 && (history
        ? <button type="button" className={classes.edited} title={m.editedAt ? fullInstant(m.editedAt) : undefined} onClick={history}>edited</button>
        : <span className={classes.edited}>edited</span>)}
    </div>
  )
}

function Blocks({ blocks, mine }: { blocks: Block[]; mine: string[] }) {
  return blocks.map((b, i) => {
    switch (b.is) {
      case 'paragraph': return <p key={i}><Parts parts={b.parts} mine={mine} /></p>
      case 'code': return <pre key={i} tabIndex={0}><code>{b.text}</code></pre>
      case 'quote': return <blockquote key={i}><Blocks blocks={b.blocks} mine={mine} /></blockquote>
      case 'list': {
        const items = b.items.map((item, j) => <li key={j} value={item.number ?? undefined} data-numbered={item.number !== null || undefined}><Parts parts={item.parts} mine={mine} /></li>)
        return b.items[0]!.number === null ? <ul key={i}>{items}</ul> : <ol key={i}>{items}</ol>
      }
    }
  })
}

function Parts({ parts, mine }: { parts: Inline[]; mine: string[] }) {
  return parts.map((p, i) => {
    switch (p.is) {
      case 'text': return <Fragment key={i}>{p.text}</Fragment>
      case 'code': return <code key={i}>{p.text}</code>
      case 'mention': return <span key={i} className={classes.mention} data-mine={mine.includes(p.text) || undefined}>{p.text}</span>
      case 'strong': return <strong key={i}><Parts parts={p.parts} mine={mine} /></strong>
      case 'emphasis': return <em key={i}><Parts parts={p.parts} mine={mine} /></em>
      case 'link': return <a key={i} href={p.href} title={p.href} target="_blank" rel="noopener noreferrer nofollow" referrerPolicy="no-referrer"><Parts parts={p.parts} mine={mine} /></a>
    }
  })
}
