import { Button, CloseButton, Loader, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useRef, type KeyboardEvent } from 'react'
import { Link } from 'wouter'
import { useStore } from 'zustand'
import { passes, Refusal } from '../../api/http'
import { api } from '../../api/routes'
import { roomName, useHub, usePeople, useRooms } from '../../app/hub'
import { Empty } from '../../ui/Empty'
import { HitLine } from './HitLine'
import { asQuery, goesOnFrom, lookFor, sought } from './lookFor'
import classes from './Search.module.css'

/** As many are looked through without being asked, while nothing is found. */
const PAGES_AT_ONCE = 3
/** While the index is being made anew more is found by and by: looked for after 5, 10, 20 … s, and then as often as this. */
const LOOK_AGAIN_MS = 60_000
const hints = ['from:chen', 'has:ask', 'has:link', 'has:pin', 'in:ward', 'before:2026-03-01', 'after:2026-02-01']

/** Messages of all my rooms, or of one, as one types. */
export default function SearchPage() {
  const { me } = useHub()
  const people = usePeople()
  const { rooms } = useRooms()
  const now = useStore(sought)
  const input = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLUListElement>(null)
  const moreFrom = useRef<number | null>(null)
  const query = asQuery(now.q)
  const [settled] = useDebouncedValue(query, 200)
  // While one types on, what was found stands; under other words it does not.
  const fits = settled !== '' && (settled === query || goesOnFrom(settled, query))
  const asked = query !== '' && fits
  const { data, error, isFetching, isFetchingNextPage, isRefetchError, hasNextPage, fetchNextPage, isPlaceholderData } = useInfiniteQuery({
    queryKey: ['search', settled, now.room], queryFn: ({ pageParam, signal }) => api.search(settled, now.room, pageParam, signal),
    initialPageParam: undefined as string | undefined, getNextPageParam: page => page.next ?? undefined,
    enabled: asked, gcTime: 0, networkMode: 'always', placeholderData: (shown, before) => (before && before.queryKey[2] === now.room && goesOnFrom(before.queryKey[1]!, settled) ? shown : undefined), retry: (times, e) => times < 2 && passes(e),
    refetchInterval: ({ state }) => state.data?.pages.length === 1 && !state.data.pages[0]!.isAll ? Math.min(5_000 * 2 ** (state.dataUpdateCount - 1), LOOK_AGAIN_MS) : false,
  })
  // What is looked for again by itself is on the page already, and stays there if that fails.
  const searching = isFetching && (!data || isPlaceholderData || isFetchingNextPage)
  const failed = error !== null && !isRefetchError && !searching
  const hits = asked ? data?.pages.flatMap(p => p.hits) ?? [] : []
  const isAll = data?.pages.every(p => p.isAll) ?? true
  // A page ends where much was looked through, found or not.
  const goesOn = asked && hits.length === 0 && hasNextPage && !isFetching && !error && data!.pages.length < PAGES_AT_ONCE
  useEffect(() => { if (goesOn) void fetchNextPage() }, [goesOn, fetchNextPage])
  useEffect(() => {
    if (isFetchingNextPage || hasNextPage || moreFrom.current === null) return
    // The last page takes the button away, and with it the focus: on with what it brought.
    if (document.activeElement === document.body) list.current?.querySelectorAll('a')[moreFrom.current]?.focus()
    moreFrom.current = null
  }, [isFetchingNextPage, hasNextPage])
  const room = rooms.find(r => r.id === now.room)
  const set = (q: string) => lookFor({ q, room: now.room })

  return (
    <div className={classes.page}>
      <h1>Search</h1>
      <TextInput
        ref={input} aria-label="Search in messages" placeholder="Words, or from: in: has: before: after:" size="md" value={now.q} onChange={e => set(e.currentTarget.value)} autoFocus type="search" autoComplete="off"
        leftSection={<IconSearch size={19} stroke={1.7} aria-hidden />} rightSection={now.q ? <CloseButton aria-label="Clear the search" onClick={() => set('')} /> : null}
      />
      {now.room && (
        <p className={classes.within}>In {room ? roomName(room, me.id, people) : 'one room'} <Button size="compact-sm" variant="subtle" onClick={() => { lookFor({ q: now.q }); input.current?.focus() }}>In all rooms</Button></p>
      )}
      {query === '' && (
        <div className={classes.hints}>
          <p>Narrow it down with</p>
          {hints.map(h => <button key={h} type="button" onClick={() => set(`${now.q}${h.startsWith('has') ? h : `${h.split(':')[0]}:`}`)}>{h}</button>)}
        </div>
      )}
      <div role="status" className={classes.state}>
        {query !== '' && (searching || !fits) && <Loader type="dots" size="sm" aria-label="Searching" />}
        {asked && !searching && !failed && hits.length > 0 && <span className="visually-hidden">{hits.length} found{hasNextPage ? ', and there are more' : ''}</span>}
      </div>
      {asked && failed && <p role="alert" className={classes.problem}>{error instanceof Refusal ? error.detail : 'Care Hub cannot be reached. Search needs a connection.'}</p>}
      {asked && !isAll && !searching && !failed && <p className={classes.note}>The search index is being made anew. Until that is done, some older messages are not found.</p>}
      {asked && data && !searching && !failed && hits.length === 0 && !hasNextPage && <Empty title="Nothing found" text="Try fewer words, or the beginning of one." />}
      <ul ref={list} className={classes.hits} aria-label="Found" onKeyDown={moveByArrows}>
        {hits.map(hit => {
          const where = rooms.find(r => r.id === hit.room)
          return <li key={`${hit.room}/${hit.seq}`}><Link to={`/rooms/${hit.room}/${hit.seq}`} className={classes.hit!}><HitLine hit={hit} people={people} room={where ? roomName(where, me.id, people) : ''} /></Link></li>
        })}
      </ul>
      {asked && hasNextPage && <Button variant="default" aria-disabled={searching} leftSection={searching ? <Loader size={14} color="gray" /> : undefined} onClick={() => { if (searching) return; moreFrom.current = hits.length; void fetchNextPage() }}>{hits.length === 0 ? 'Look further back' : 'More'}</Button>}
    </div>
  )
}

function moveByArrows(event: KeyboardEvent<HTMLUListElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const links = [...event.currentTarget.querySelectorAll<HTMLAnchorElement>('a')]
  const at = links.indexOf(document.activeElement as HTMLAnchorElement)
  event.preventDefault()
  links[Math.min(links.length - 1, Math.max(0, at + (event.key === 'ArrowDown' ? 1 : -1)))]?.focus()
}
