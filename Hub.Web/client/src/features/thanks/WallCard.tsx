import { ActionIcon, Menu, Tooltip } from '@mantine/core'
import { IconAward, IconDots, IconMessage, IconMoodSmile, IconTrash } from '@tabler/icons-react'
import { Link } from 'wouter'
import type { Command, WallEntry } from '../../api/types'
import { useHub, usePeople, useRooms } from '../../app/hub'
import { PersonAvatar } from '../../ui/PersonAvatar'
import { sentence } from '../../ui/names'
import { atTime, fullInstant } from '../../ui/time'
import message from '../room/Message.module.css'
import classes from './Thanks.module.css'
import { wordsOf } from './values'

const emoji = ['🙏', '❤️', '👏', '🎉', '👍', '💡']

interface Props {
  entry: WallEntry
  lead: boolean
  deed: (command: Partial<Command> & { type: Command['type'] }) => Promise<void>
}

/** Thanks or an award: what for, to whom, the words, from whom; and what others felt about it. */
export function WallCard({ entry: e, lead, deed }: Props) {
  const { me } = useHub()
  const people = usePeople()
  const { rooms } = useRooms()
  const name = (id: string) => (id === me.id ? 'you' : people.short(id))
  const { name: value, Icon } = e.value ? wordsOf(e.value) : { name: e.award!, Icon: IconAward }
  const to = e.team ? 'the whole team' : sentence(e.to.map(p => (p === me.id ? 'you' : people.full(p))), 6)
  const mine = e.from === me.id
  const react = (sign: string, on: boolean) => void deed({ type: 'react', seq: e.seq, emoji: sign, on } as Partial<Command> & { type: 'react' })
  return (
    <li className={classes.card} data-award={e.award !== null || undefined}>
      <article aria-label={`${e.award ? `Award, ${e.award}` : value}, to ${to}`}>
        <header>
          <span className={classes.value}><Icon size={18} stroke={1.8} aria-hidden /><span>{value}</span></span>
          <time dateTime={e.at} title={fullInstant(e.at)}>{atTime(e.at)}</time>
        </header>
        <p className={classes.to}>To <b>{to}</b></p>
        <p className={classes.words}>{e.text}</p>
        <footer>
          <span className={classes.from}>
            {e.from && <PersonAvatar name={people.full(e.from)} discipline={people.get(e.from)?.discipline} size={24} />}
            <span>{e.from ? (mine ? 'From you' : `From ${people.full(e.from)}`) : 'From a colleague'}</span>
          </span>
          {e.source && rooms.some(r => r.id === e.source!.room) && <Link className={classes.source!} to={`/rooms/${e.source.room}/${e.source.seq}`}><IconMessage size={16} stroke={1.7} aria-hidden />The message</Link>}
          <span className={message.reactions}>
            {e.reactions.map(r => {
              const own = r.by.includes(me.id)
              const who = sentence(r.by.map(name), 8)
              return (
                <Tooltip key={r.emoji} label={who}>
                  <button type="button" className={message.reaction} aria-pressed={own} aria-label={`${r.emoji} ${r.by.length}: ${who}`} onClick={() => react(r.emoji, !own)}><span aria-hidden>{r.emoji}</span> <span className="figures">{r.by.length}</span></button>
                </Tooltip>
              )
            })}
          </span>
          <span className={classes.acts}>
            <Menu position="bottom-end">
              <Menu.Target><ActionIcon aria-label="React"><IconMoodSmile size={20} stroke={1.7} aria-hidden /></ActionIcon></Menu.Target>
              <Menu.Dropdown><div className={message.emoji}>{emoji.map(s => <Menu.Item key={s} aria-label={s} onClick={() => react(s, !e.reactions.some(r => r.emoji === s && r.by.includes(me.id)))}>{s}</Menu.Item>)}</div></Menu.Dropdown>
            </Menu>
            {(mine || lead) && (
              <Menu position="bottom-end">
                <Menu.Target><ActionIcon aria-label="More"><IconDots size={20} stroke={1.7} aria-hidden /></ActionIcon></Menu.Target>
                <Menu.Dropdown><Menu.Item color="red" leftSection={<IconTrash size={18} stroke={1.7} aria-hidden />} onClick={() => void deed({ type: 'deleteMessage', seq: e.seq } as Partial<Command> & { type: 'deleteMessage' })}>{mine ? 'Take it back' : 'Take it down'}</Menu.Item></Menu.Dropdown>
              </Menu>
            )}
          </span>
        </footer>
      </article>
    </li>
  )
}
