import { createStore } from 'zustand/vanilla'
import { passes, Refusal } from '../../api/http'
import type { Id } from '../../api/types'
import { fullJitter } from '../../sync/backoff'
import { commandId } from '../../sync/commandId'
import type { FileDrafts } from '../../sync/fileDrafts'
import { thumbnailOf } from './thumbnail'
import { mostFiles, unfit, upload, type Sent } from './upload'

export interface Chosen {
  key: string
  name: string
  type: string
  size: number
  /** Shows the picture while it is here only; null for documents. */
  preview: string | null
  /** How far it is up, 0 to 1. */
  share: number
  /** Why it is not up: it is tried again by itself (`waits`), or not any more. */
  problem: string | null
  waits: boolean
  sent: Sent | null
  /** Its message is being written to the outbox. */
  leaving: boolean
}

type Send = typeof upload

const LEFT_BEHIND = 'Not sent yet: the room was left before the files were up. Text and files are kept.'

/**
 * Files chosen for the next message of one room. They are kept, sealed, in this browser until their message is sent, and go up as soon as they are chosen;
 * what fails for want of a connection is tried again by itself.
 */
export class ChosenFiles {
  readonly view = createStore<{ list: readonly Chosen[]; problem: string | null }>(() => ({ list: [], problem: null }))
  private readonly files = new Map<string, { blob: Blob; going: AbortController; attempts: number; timer?: ReturnType<typeof setTimeout> }>()
  private readonly loaded: Promise<void>
  /** Sent or taken off; what is being read of them is from before. */
  private readonly gone = new Set<string>()
  private isStopped = false

  constructor(private readonly roomId: Id, private readonly kept: FileDrafts, private readonly send: Send = upload, ending?: AbortSignal) {
    this.loaded = this.load()
    const stop = kept.gone.subscribe(({ keys }) => this.forget(keys))
    ending?.addEventListener('abort', () => { stop(); this.stop() })
  }

  async add(files: readonly File[]): Promise<void> {
    await this.loaded
    this.seen()
    const unfits: string[] = []
    for (const file of files) {
      if (this.isStopped) return
      const why = this.view.getState().list.filter(c => !c.leaving).length >= mostFiles ? `A message has at most ${mostFiles} files.` : unfit(file)
      if (why) {
        unfits.push(`${file.name || 'This file'} is not attached: ${why[0]!.toLowerCase()}${why.slice(1)}`)
        this.view.setState({ problem: unfits.join(' ') })
        continue
      }
      const key = commandId()
      const name = file.name || 'picture.png'
      this.show(key, name, file)
      await this.kept.put({ key, roomId: this.roomId, name }, file).catch(() => this.view.setState({ problem: 'This browser cannot keep the file over a reload. It is sent all the same while this page is open.' }))
      // Taken off while it was sealed: what was written after that goes too.
      if (!this.files.has(key) && !this.isStopped) void this.drop([key])
      else void this.up(key)
    }
  }

  remove(key: string): void {
    this.takeOff([key])
  }

  retry(key: string): void {
    void this.up(key)
  }

  /** Everything that waits is tried now: the connection is back. */
  wake(): void {
    for (const one of this.view.getState().list) if (one.waits) void this.up(one.key)
  }

  /** They are on their way with a message, or not after all. */
  leaving(keys: readonly string[], leaving: boolean): void {
    for (const key of keys) this.change(key, { leaving })
  }

  /** Their message is in the outbox: they belong to it now. */
  leave(keys: readonly string[]): void {
    this.takeOff(keys, true)
    if (this.view.getState().problem === LEFT_BEHIND) this.seen()
  }

  /** Whoever chose them is not here any more: nothing of them is held or sent; what is kept, sealed, stays. */
  private stop(): void {
    this.isStopped = true
    this.forget([...this.files.keys()])
  }

  private takeOff(keys: readonly string[], isSent = false): void {
    this.forget(keys)
    void this.drop(keys, isSent)
  }

  private async drop(keys: readonly string[], isSent = false): Promise<void> {
    await this.kept.remove(keys, isSent).catch(() => { /* the database is closed */ })
  }

  /** What was said of files that are not attached has been read. */
  seen(): void {
    this.view.setState({ problem: null })
  }

  /** They were to go as soon as they are up, and nobody is there to see it. */
  leftBehind(): void {
    this.view.setState({ problem: LEFT_BEHIND })
  }

  private async load(): Promise<void> {
    for (const { key, name, blob } of await this.kept.of(this.roomId).catch(() => [])) {
      if (this.isStopped) return
      if (this.gone.has(key)) continue
      this.show(key, name, blob)
      void this.up(key)
    }
  }

  private show(key: string, name: string, blob: Blob): void {
    this.files.set(key, { blob, going: new AbortController(), attempts: 0 })
    const preview = blob.type.startsWith('image/') ? URL.createObjectURL(blob) : null
    this.view.setState(s => ({ list: [...s.list, { key, name, type: blob.type, size: blob.size, preview, share: 0, problem: null, waits: false, sent: null, leaving: false }] }))
  }

  private async up(key: string): Promise<void> {
    const file = this.files.get(key)
    const there = this.view.getState().list.find(c => c.key === key)
    if (!file || !there || there.sent || (there.problem === null && file.attempts > 0)) return
    clearTimeout(file.timer)
    file.attempts++
    this.change(key, { share: 0, problem: null, waits: false })
    try {
      const thumbnail = await thumbnailOf(file.blob)
      file.going.signal.throwIfAborted()
      const sent = await this.send(this.roomId, file.blob, there.name, thumbnail, share => this.change(key, { share }), file.going.signal)
      this.change(key, { sent, share: 1 })
    } catch (error) {
      if (file.going.signal.aborted) return
      const waits = passes(error)
      this.change(key, { waits, problem: error instanceof Refusal ? error.detail : 'Waits for a connection. The file is kept.' })
      if (waits) file.timer = setTimeout(() => void this.up(key), 1000 + fullJitter(file.attempts))
    }
  }

  private change(key: string, to: Partial<Chosen>): void {
    this.view.setState(s => ({ list: s.list.map(c => (c.key === key ? { ...c, ...to } : c)) }))
  }

  private forget(keys: readonly string[]): void {
    for (const key of keys) {
      this.gone.add(key)
      const file = this.files.get(key)
      file?.going.abort()
      clearTimeout(file?.timer)
      this.files.delete(key)
    }
    const { list } = this.view.getState()
    for (const { key, preview } of list) if (preview && keys.includes(key)) URL.revokeObjectURL(preview)
    this.view.setState({ list: list.filter(c => !keys.includes(c.key)) })
  }
}
