import { Button, NativeSelect, Radio, SegmentedControl, Text, Textarea, TextInput } from '@mantine/core'
import { useEffect, useRef, useState, type RefObject } from 'react'
import { useStore } from 'zustand'
import type { ReviewCase, ReviewRound } from '../../api/types'
import { useHub, usePeople } from '../../app/hub'
import type { Act } from '../../app/useAct'
import { useFields } from '../../app/useFields'
import type { LiveRoom } from '../../sync/liveRoom'
import { NOTHING_TO_DO } from '../../ui/nothingToDo'
import { begunOf, placeOf, type Begun } from './opinion'
import classes from './Review.module.css'

/** My own card while opinions are given: seen by nobody else until the reveal. What is begun survives a reload. */
export function MyOpinion({ room, of: c, round, act }: { room: LiveRoom; of: ReviewCase; round: ReviewRound; act: Act }) {
  const { me } = useHub()
  const people = usePeople()
  const members = useStore(room.view, v => v.room.members)
  const form = useFields(placeOf(c, round), begunOf(round.mine))
  const { fields: mine, isBegun, isSending, set: write, send } = form
  // Given on another device of mine it is shown here too, unless I have begun something here.
  const [changing, setChanging] = useState(false)
  const passed = round.passed.includes(me.id)
  // It stays open, though what one writes comes to be what was given.
  const set = (change: Partial<Begun>) => { setChanging(true); write(change) }
  const pressed = useRef(false)
  const give = async () => {
    const given = await act({
      type: 'giveOpinion', caseId: c.caseId, round: round.number, position: mine.position.trim(), ...(mine.confidence && { confidence: Number(mine.confidence) }),
      ...(mine.reasoning.trim() && { reasoning: mine.reasoning.trim() }), ...(mine.deferTo && { deferTo: mine.deferTo }),
    }, { sent: form.sent })
    if (given) setChanging(false)
  }
  const box = useRef<HTMLElement>(null)
  const isGiven = !changing && !isBegun && round.mine !== null
  // The button that was pressed is not there any more.
  useEffect(() => {
    if (pressed.current && document.activeElement === document.body) focusIn(box.current)
    pressed.current = false
  }, [isGiven])
  if (isGiven && round.mine) {
    return (
      <section ref={box} id="my-opinion" tabIndex={-1} className={classes.mine} aria-label="My opinion">
        <h3>My opinion</h3>
        <p><b>{round.mine.position}</b>{round.mine.confidence !== null && ` · confidence ${round.mine.confidence} of 5`}</p>
        {round.mine.reasoning && <p>{round.mine.reasoning}</p>}
        <Text size="sm" c="var(--hub-quiet)">Only you see it until the chair reveals all.</Text>
        <Button variant="default" mt="xs" onClick={() => { pressed.current = true; setChanging(true) }}>Change it</Button>
      </section>
    )
  }
  return (
    <form ref={box as RefObject<HTMLFormElement | null>} id="my-opinion" className={classes.mine} aria-label="My opinion" onSubmit={e => { e.preventDefault(); if (mine.position.trim()) { pressed.current = true; void send(give) } }}>
      <h3>My opinion{passed && ' (you have passed)'}</h3>
      {c.options.length > 0
        ? <Radio.Group label="Position" withAsterisk value={mine.position} onChange={position => set({ position })}>{c.options.map(o => <Radio key={o} value={o} label={o} my={10} />)}</Radio.Group>
        : <TextInput label="Position" description="In a few words: what should be done?" withAsterisk maxLength={400} readOnly={isSending} value={mine.position} onChange={e => set({ position: e.currentTarget.value })} />}
      <div>
        <Text size="sm" fw={500} id="confidence">Confidence, from a guess to certain</Text>
        <SegmentedControl fullWidth aria-labelledby="confidence" value={mine.confidence} onChange={confidence => set({ confidence })} data={['1', '2', '3', '4', '5']} />
      </div>
      <Textarea label="Reasoning" autosize minRows={2} maxRows={8} readOnly={isSending} value={mine.reasoning} onChange={e => set({ reasoning: e.currentTarget.value })} />
      <NativeSelect label="I defer to" value={mine.deferTo} onChange={e => set({ deferTo: e.currentTarget.value })} data={[{ value: '', label: 'Nobody' }, ...members.filter(m => m.userId !== me.id).map(m => ({ value: m.userId, label: people.full(m.userId) }))]} />
      <div className={classes.buttons}>
        <Button type="submit" h={44} {...!mine.position.trim() && NOTHING_TO_DO}>{round.mine ? 'Change my opinion' : 'Give my opinion'}</Button>
        {!round.mine && !passed && <Button h={44} variant="default" onClick={() => void send(() => act({ type: 'passOpinion', caseId: c.caseId, round: round.number }))}>Pass</Button>}
      </div>
      <Text size="sm" c="var(--hub-quiet)">Nobody else sees it until the chair reveals all opinions at once.</Text>
    </form>
  )
}

/** On the first field of a form; on what has been given by itself. */
function focusIn(box: HTMLElement | null): void {
  const first = box instanceof HTMLFormElement ? box.querySelector('input') : box
  const chosen = first instanceof HTMLInputElement && first.type === 'radio' ? box!.querySelector<HTMLElement>(`input[name="${first.name}"]:checked`) : null
  const target = chosen ?? first
  target?.focus({ preventScroll: true })
}
