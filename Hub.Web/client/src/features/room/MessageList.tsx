import { Button, Loader } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual'
import { useCallback, useEffect, useImperativeHandle, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent, type Ref } from 'react'
import { useStore } from 'zustand'
import { useHub, usePeople } from '../../app/hub'
import type { LiveRoom } from '../../sync/liveRoom'
import { useSettled } from '../../ui/useAllIn'
import { Announcer } from './Announcer'
import classes from './List.module.css'
import { MessageLine } from './MessageLine'
import type { Shown } from './overlay'
import { buildRows } from './rows'
import { useFreshLine, useReading } from './useReading'

const HEAD = 64
const NEAR_END = 48

export interface ListHandle {
  toEnd: () => void
  goTo: (seq: number) => void
}

interface Props {
  ref: Ref<ListHandle>
  room: LiveRoom
  shown: Shown
}

/**
 * The messages, drawn only where one looks, read page by page from the newest back. It stays at the end while one is there; away from
 * it nothing moves by itself: pages that come in above and messages that come in below leave what is read where it is.
 */
export function MessageList({ ref, room, shown }: Props) {
  const { me } = useHub()
  const people = usePeople()
  // Without names the lines would be drawn twice, at two heights.
  const named = useSettled(people.known)
  const ready = useStore(room.view, v => v.phase === 'ready') && named
  const reachedStart = useStore(room.view, v => v.reachedStart)
  const loadingOlder = useStore(room.view, v => v.loadingOlder)
  const gaps = useStore(room.view, v => v.gaps)
  const total = useStore(room.view, v => v.room.n)
  const scroller = useRef<HTMLDivElement>(null)
  const [atEnd, setAtEnd] = useState(true)
  const [chosen, setChosen] = useState<string | null>(null)
  const [marked, setMarked] = useState<number | null>(null)
  const fresh = useFreshLine(room, atEnd)
  const rows = useMemo(() => (named ? buildRows(shown.messages, shown.unsent, me.id, fresh.fromN, gaps) : []), [named, shown, me.id, fresh.fromN, gaps])
  const chosenIndex = chosen === null ? -1 : rows.findIndex(r => r.key === chosen)

  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: index => (rows[index]?.first ? 68 : 30) + (rows[index]?.day ? 44 : 0),
    getItemKey: index => rows[index]?.key ?? index,
    overscan: 8,
    paddingStart: HEAD,
    paddingEnd: 8,
    anchorTo: 'end',
    followOnAppend: true,
    scrollEndThreshold: NEAR_END,
    rangeExtractor: useCallback((range: Range) => {
      const indexes = defaultRangeExtractor(range)
      return chosenIndex < 0 || indexes.includes(chosenIndex) ? indexes : [...indexes, chosenIndex].sort((a, b) => a - b)
    }, [chosenIndex]),
  })

  const items = virtual.getVirtualItems()
  const lastVisible = rows[virtual.range?.endIndex ?? -1]?.message ?? null
  useReading(room, ready, atEnd, lastVisible?.seq)

  const opened = useRef(false)
  useLayoutEffect(() => {
    if (!ready || opened.current || rows.length === 0) return
    opened.current = true
    const at = rows.findIndex(r => r.fresh)
    if (at > 0 && rows.length - at > 12) virtual.scrollToIndex(at, { align: 'start' })
    else virtual.scrollToEnd()
  })

  // The keyboard of a phone, a draft of many lines, a word about the connection: the end stays in sight of whoever is there.
  useEffect(() => {
    const list = scroller.current!
    let height = list.clientHeight
    const observer = new ResizeObserver(() => {
      const wasAtEnd = list.scrollHeight - list.scrollTop - height < NEAR_END
      const isOther = height !== list.clientHeight
      height = list.clientHeight
      if (opened.current && isOther && wasAtEnd) virtual.scrollToEnd()
    })
    observer.observe(list)
    return () => observer.disconnect()
  }, [virtual])

  const onScroll = () => {
    const { scrollTop, scrollHeight, clientHeight } = scroller.current!
    const end = scrollHeight - scrollTop - clientHeight < NEAR_END
    setAtEnd(end)
    if (end) room.atEnd()
    if (scrollTop < 1200 && !reachedStart && opened.current) void room.loadOlder().catch(() => { /* tried again on the next scroll */ })
  }
  useEffect(() => {
    const short = ready && !reachedStart && !loadingOlder && virtual.getTotalSize() < (scroller.current?.clientHeight ?? 0) + 400
    if (short) void room.loadOlder().catch(() => { /* shown as it is; tried again when the room moves */ })
  }, [ready, reachedStart, loadingOlder, rows.length, room, virtual])

  // A gap that comes near is read from the side one comes from, so that what is read stays where it is.
  const near = items.find(item => rows[item.index]?.gap)
  const gap = near && rows[near.index]!.gap
  const above = near !== undefined && near.index <= (virtual.range?.startIndex ?? 0)
  useEffect(() => {
    if (gap && opened.current) void room.fill(gap, above ? 'below' : 'above').catch(() => { /* tried again when it comes near again */ })
  }, [room, gap, above])

  // Asked for before there are lines: names come later than the room.
  const wanted = useRef<number | null>(null)
  const goTo = async (seq: number) => {
    await room.loadAround(seq).catch(() => { /* what could be read is shown */ })
    requestAnimationFrame(() => {
      if (rowsNow.current.length === 0) { wanted.current = seq; return }
      const index = rowsNow.current.findIndex(r => r.message?.seq === seq)
      if (index < 0) return
      virtual.scrollToIndex(index, { align: 'center' })
      setMarked(seq)
      setTimeout(() => setMarked(m => (m === seq ? null : m)), 2500)
    })
  }
  const rowsNow = useRef(rows)
  rowsNow.current = rows
  useEffect(() => {
    if (rows.length === 0 || wanted.current === null) return
    void goTo(wanted.current)
    wanted.current = null
  })
  const toEnd = () => { fresh.clear(); requestAnimationFrame(() => virtual.scrollToEnd()) }
  useImperativeHandle(ref, () => ({ toEnd, goTo: seq => void goTo(seq) }))

  const focusRow = (index: number) => {
    const row = rows[index]
    if (!row) return
    setChosen(row.key)
    virtual.scrollToIndex(index, { align: 'auto' })
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-key="${row.key}"]`)?.focus())
  }
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (!(event.target as HTMLElement).matches('[role=article]')) return
    const from = chosenIndex < 0 ? rows.length - 1 : chosenIndex
    const to = { ArrowUp: from - 1, ArrowDown: from + 1, Home: 0, End: rows.length - 1 }[event.key]
    if (to === undefined) return
    event.preventDefault()
    focusRow(Math.min(rows.length - 1, Math.max(0, to)))
  }
  const focusable = chosenIndex < 0 ? rows.length - 1 : chosenIndex

  return (
    <div className={classes.list}>
      <div className={classes.scroller} ref={scroller} onScroll={onScroll} onKeyDown={onKeyDown} tabIndex={-1}>
        <div className={classes.inner}>
        <div className={classes.head} style={{ height: HEAD }}>
          {loadingOlder ? <Loader type="dots" size="sm" role="status" aria-label="Reading earlier messages" /> : reachedStart && ready && rows.length > 0 ? 'This is where the room begins.' : ''}
        </div>
        <div role="feed" aria-label="Messages" aria-busy={loadingOlder || !ready} className={classes.feed} style={rows.length > 0 ? { height: Math.max(0, virtual.getTotalSize() - HEAD) } : undefined}>
          {ready && rows.length === 0 && <div role="article" className={classes.empty}>Nothing has been said here yet.</div>}
          {items.map(item => {
            const row = rows[item.index]!
            if (row.gap) return <div key={row.key} ref={virtual.measureElement} data-index={item.index} role="article" aria-label="Messages that are being read" aria-posinset={1} aria-setsize={total} className={`${classes.item} ${classes.gap}`} style={{ transform: `translateY(${item.start - HEAD}px)` }}><Loader type="dots" size="sm" /></div>
            return (
              <div
                key={row.key} ref={virtual.measureElement} data-index={item.index} data-key={row.key} className={classes.item} style={{ transform: `translateY(${item.start - HEAD}px)` }}
                role="article" aria-posinset={row.message?.n ?? total + 1} aria-setsize={total} aria-labelledby={`by-${row.key} text-${row.key}`}
                tabIndex={item.index === focusable ? 0 : -1} onFocus={e => { if (e.target === e.currentTarget) setChosen(row.key) }} data-marked={(marked !== null && row.message?.seq === marked) || undefined}
              >
                <MessageLine row={row} touched={row.message ? shown.touched.get(row.message.seq) : undefined} room={room} people={people} />
              </div>
            )
          })}
        </div>
        </div>
      </div>
      <div className={classes.above}>
        {fresh.jump !== null && (
          <Button size="sm" variant="default" radius="xl" leftSection={<IconArrowUp size={16} aria-hidden />} loading={loadingOlder} onClick={() => { fresh.clear(); void fresh.load().then(seq => { if (seq) void goTo(seq) }) }}>
            First of {fresh.jump.toLocaleString('en')} unread
          </Button>
        )}
      </div>
      <div className={classes.below}>
        {!atEnd && ready && rows.length > 0 && (
          <Button className={classes.newer} size="sm" variant={fresh.below > 0 ? 'filled' : 'default'} radius="xl" leftSection={<IconArrowDown size={16} aria-hidden />} onClick={toEnd}>
            {fresh.below > 0 ? `${fresh.below} new` : 'Newest'}
          </Button>
        )}
      </div>
      <Announcer room={room} />
    </div>
  )
}
