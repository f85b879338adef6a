import { useEffect, useRef } from 'react'
import { useStore } from 'zustand'
import type { Id, Message } from '../../api/types'
import { useHub } from '../../app/hub'
import { fieldsOf, useFields } from '../../app/useFields'
import { isTooLong, TOO_LONG } from '../talk/longest'
import { NAMES_UNKNOWN, type Mentioned } from '../talk/useMentioned'
import { useDeeds } from './useRoom'

const SECOND_PRESS_MS = 600
const UNCHANGED = 'Not changed: this browser could not keep it.'
const GONE = 'Not changed: the message is gone meanwhile. What you wrote stands here.'

interface Edited {
  id: Id
  editing: Message | null
  leave: () => void
  /** What can be saved nowhere any more stands with the next message. */
  putBack: (text: string, why: string) => void
}

/** The edit of a message: what was begun is kept per message, and follows what becomes of that elsewhere. */
export function useEdit({ id, editing, leave, putBack }: Edited) {
  const { drafts, begun } = useHub()
  const deeds = useDeeds()
  const all = `${id}/edit`
  const each = `${all}/`
  const place = editing ? `${each}${editing.seq}` : all
  // With the text that it is an edit of.
  const kept = useFields(place, { text: editing?.text ?? '', of: editing?.text ?? '' })
  const { text } = kept.fields
  const stands = editing && deeds.find(editing.seq)
  const isGone = stands?.text === null
  const isChanged = editing && stands && (isGone || stands.text !== kept.fields.of)
  const isTouched = useRef(false)
  const savedAt = useRef(0)
  const failed = useStore(drafts.back, s => s.places.get(all)?.of)
  const { places } = useStore(begun.view)
  // Begun here, or failed and not kept yet, and its message is gone. What another tab edits stands there.
  const lost = [...places, ...(failed ? [failed] : [])].find(p => p.startsWith(each) && p !== place && drafts.knows(p) && deeds.find(Number(p.slice(each.length)))?.text === null)

  useEffect(() => { isTouched.current = false }, [editing?.seq])
  // Changed elsewhere while nothing was written here: it is an edit of what stands now.
  useEffect(() => {
    if (!isChanged || kept.isBegun || isTouched.current) return
    if (!isGone) return deeds.edit(stands)
    savedAt.current = Date.now()
    leave()
  })
  useEffect(() => {
    if (lost === undefined) return
    drafts.take(lost).then(words => {
      drafts.dismiss(all, lost)
      if (words) putBack(fieldsOf(words, { text: '' }).text, GONE)
      drafts.soon()
    }).catch(() => { /* it is told on, as before */ })
  // Once for each, whatever else changes here.
  }, [lost])

  const drop = () => {
    drafts.dismiss(all, place)
    kept.clear()
    leave()
  }
  return {
    text,
    /** What is to be said of it. */
    word: isChanged && (isGone || stands.text !== text.trim())
      ? isGone ? 'It is gone meanwhile.' : `Saving puts yours in its place. It was changed meanwhile, to: ${stands.text}`
      : kept.problem,
    write: (value: string) => {
      isTouched.current = true
      savedAt.current = 0
      kept.set({ text: value })
    },
    drop,
    /** @returns why it cannot be saved as it stands */
    save: (mentioned: Mentioned): string | null => {
      const body = text.trim()
      if (!editing || (!body && !editing.attachments)) return null
      if (isTooLong(body)) return TOO_LONG
      const isSame = body === (stands ?? editing).text
      const mentions = isSame ? {} : mentioned(body)
      if (!mentions) return NAMES_UNKNOWN
      savedAt.current = Date.now()
      if (isSame) drop()
      else {
        leave()
        deeds.send({ type: 'editMessage', seq: editing.seq, text: body, ...mentions }, place).then(() => drafts.dismiss(all, place), () => {
          if (kept.restore({ ...kept.fields, text: body }, UNCHANGED)) drafts.tell(all, { why: `${UNCHANGED} Edit the message again: what you wrote stands there.`, of: place })
        })
      }
      return null
    },
    /** Whoever sends something else has seen what was told. */
    seen: () => drafts.dismiss(all),
    /** The second of two presses on Save is not meant for the draft that stands there now. */
    isSecondPress: () => Date.now() - savedAt.current <= SECOND_PRESS_MS,
    /** What is pressed from now on is meant. */
    done: () => { savedAt.current = 0 },
  }
}
