import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react'
import { useStore } from 'zustand'
import type { Attachment, Id } from '../../api/types'
import { useHub, usePeople } from '../../app/hub'
import type { LiveRoom } from '../../sync/liveRoom'
import classes from './Files.module.css'

const STEP = 0.02

interface Props {
  room: LiveRoom
  id: Id
  file: Attachment
  source: string
  /** Whether what I do on the picture moves my pointer for all. */
  pointing: boolean
}

/** A picture with everybody's pointers on it, each with its name. Mine moves with mouse or finger, or with the arrow keys. */
export function PointedPicture({ room, id, file, source, pointing }: Props) {
  const hub = useHub()
  const people = usePeople()
  const surface = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState({ x: 0.5, y: 0.5 })
  const pointers = useStore(room.view, v => v.pointers)
  const point = (x: number, y: number) => {
    const [cx, cy] = [within(x), within(y)]
    setAt({ x: cx, y: cy })
    room.point(hub.me.id, file.id, cx, cy)
    hub.point(id, file.id, cx, cy)
  }
  const byPointer = (event: PointerEvent) => {
    const box = surface.current!.getBoundingClientRect()
    point((event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height)
  }
  const byKey = (event: KeyboardEvent) => {
    const [dx, dy] = ({ ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] } as Record<string, [number, number]>)[event.key] ?? [0, 0]
    if (dx === 0 && dy === 0) return
    event.preventDefault()
    point(at.x + dx, at.y + dy)
  }
  return (
    <div
      ref={surface} className={classes.surface} data-pointing={pointing || undefined} style={{ aspectRatio: `${file.width ?? 4} / ${file.height ?? 3}` }}
      {...(pointing && { role: 'application', tabIndex: 0, 'aria-label': `My pointer on ${file.name}; the arrow keys move it`, onPointerMove: byPointer, onPointerDown: byPointer, onKeyDown: byKey })}
    >
      <img src={source} alt={file.name} draggable={false} />
      {[...pointers].filter(([, p]) => p.attachment === file.id).map(([userId, p]) => (
        <span key={userId} className={classes.pointer} style={{ left: `${100 * p.x}%`, top: `${100 * p.y}%` }}><i aria-hidden />{userId === hub.me.id ? 'You' : people.short(userId)}</span>
      ))}
    </div>
  )
}

function within(fraction: number): number {
  return Math.round(Math.min(1, Math.max(0, fraction)) * 10_000) / 10_000
}
