import { ActionIcon, Button, CloseButton, TextInput, Tooltip } from '@mantine/core'
import { IconPlus, IconSearch } from '@tabler/icons-react'
import { useMemo, type KeyboardEvent } from 'react'
import { useRoute } from 'wouter'
import type { RoomKind } from '../../api/types'
import { roomName, useHub, usePeople, useRooms } from '../../app/hub'
import { Empty } from '../../ui/Empty'
import classes from './RoomList.module.css'
import { useRoomList } from './RoomListScope'
import { RoomRow } from './RoomRow'

/**
 * My rooms: what waits for me first, then by the latest message; searched as one types.
 * @param beside it stands beside the page, which has the first heading
 */
export function RoomListPanel({ beside = false }: { beside?: boolean }) {
  const { me } = useHub()
  const { rooms, tampered, loaded, failed } = useRooms()
  const people = usePeople()
  const [, params] = useRoute('/rooms/:id/:seq?')
  const Heading = beside ? 'h2' : 'h1'
  const { search, setSearch, create } = useRoomList()

  const shown = useMemo(() => {
    const words = search.toLowerCase().split(/\s+/).filter(Boolean)
    const named = [...rooms, ...tampered].map(room => ({ room, name: roomName(room, me.id, people) }))
    const found = named.filter(({ room, name }) => {
      const text = `${name} ${room.members.map(people.full).join(' ')}`.toLowerCase()
      return words.every(w => text.includes(w))
    })
    const of = (kind: RoomKind) => found.filter(f => f.room.kind === kind && !f.room.tampered).sort((a, b) => Number(b.room.waiting > 0) - Number(a.room.waiting > 0))
    return { reviews: of('caseReview'), channels: of('channel'), direct: of('direct'), series: of('feedbackSeries'), tampered: found.filter(f => f.room.tampered), count: found.length }
  }, [rooms, tampered, people, search, me.id])

  return (
    <div className={classes.panel}>
      <header className={classes.head}>
        <Heading>Rooms</Heading>
        <Tooltip label="New room or message">
          <ActionIcon aria-label="New room or message" onClick={create}><IconPlus size={22} stroke={1.8} aria-hidden /></ActionIcon>
        </Tooltip>
      </header>
      <div className={classes.search}>
        <TextInput
          aria-label="Search rooms and people" placeholder="Search" value={search} onChange={e => setSearch(e.currentTarget.value)}
          leftSection={<IconSearch size={18} stroke={1.7} aria-hidden />} size="sm" type="search"
          rightSection={search ? <CloseButton size="sm" aria-label="Clear the search" onClick={() => setSearch('')} /> : null}
        />
      </div>
      <div className={classes.scroll} onKeyDown={moveByArrows}>
        {!loaded && !failed && <Placeholders />}
        {failed && !loaded && <Empty title="Your rooms could not be read" text="They will be shown when the connection is back." />}
        {loaded && rooms.length + tampered.length === 0 && (
          <Empty title="No rooms yet" text="Start one, or wait until a colleague adds you."><Button mt="md" onClick={create}>New room</Button></Empty>
        )}
        {loaded && rooms.length + tampered.length > 0 && shown.count === 0 && <Empty title="Nothing found" text="Try part of a title or a name." />}
        <Section title="Case reviews" rows={shown.reviews} chosen={params?.id} />
        <Section title="Channels" rows={shown.channels} chosen={params?.id} />
        <Section title="Direct messages" rows={shown.direct} chosen={params?.id} />
        <Section title="Feedback sessions" rows={shown.series} chosen={params?.id} />
        <Section title="Cannot be shown" rows={shown.tampered} chosen={params?.id} />
      </div>
    </div>
  )
}

type Named = { room: Parameters<typeof RoomRow>[0]['room']; name: string }

function Section({ title, rows, chosen }: { title: string; rows: Named[]; chosen: string | undefined }) {
  if (rows.length === 0) return null
  return (
    <section>
      <h2 className={classes.title}>{title}</h2>
      <ul className={classes.list}>{rows.map(({ room, name }) => <li key={room.id}><RoomRow room={room} name={name} chosen={room.id === chosen} /></li>)}</ul>
    </section>
  )
}

function Placeholders() {
  return <div aria-hidden>{Array.from({ length: 7 }, (_, i) => <div key={i} className={classes.placeholder} />)}</div>
}

function moveByArrows(event: KeyboardEvent<HTMLDivElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const links = [...event.currentTarget.querySelectorAll<HTMLAnchorElement>('a')]
  const at = links.indexOf(document.activeElement as HTMLAnchorElement)
  if (at < 0) return
  event.preventDefault()
  links[Math.min(links.length - 1, Math.max(0, at + (event.key === 'ArrowDown' ? 1 : -1)))]?.focus()
}
