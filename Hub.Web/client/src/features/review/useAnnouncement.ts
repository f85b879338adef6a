import { useEffect, useRef, useState } from 'react'
import type { Review } from '../../api/types'
import { useHub, usePeople, type People } from '../../app/hub'
import { phaseWords, placeWords } from './words'

/** What a screen reader hears when the review moves on: the phase, the chair, the word. Nothing when the page opens. */
export function useAnnouncement(review: Review | undefined): string {
  const { me } = useHub()
  const people = usePeople()
  const before = useRef<Review | undefined>(undefined)
  const [words, setWords] = useState('')
  useEffect(() => {
    const was = before.current
    before.current = review
    const said = was && review ? changeWords(was, review, me.id, people) : ''
    if (said) setWords(said)
  }, [review, me.id, people])
  return words
}

/** What is different and worth saying; empty: nothing. */
export function changeWords(was: Review, now: Review, me: string, people: Pick<People, 'short'>): string {
  const place = (r: Review) => r.hands.indexOf(me)
  const phase = (r: Review) => r.cases.find(c => c.caseId === r.current)?.phase
  return [
    was.current !== now.current && (now.current ? `Case ${now.cases.findIndex(c => c.caseId === now.current) + 1}: ${now.cases.find(c => c.caseId === now.current)!.question}` : 'The case is closed.'),
    now.current && (was.current !== now.current || phase(was) !== phase(now)) && `${phaseWords[phase(now)!]}.`,
    was.chair !== now.chair && now.chair && (now.chair === me ? 'You have the chair now.' : `${people.short(now.chair)} has the chair now.`),
    was.speaking !== now.speaking && now.speaking && (now.speaking === me ? 'You have the word.' : `${people.short(now.speaking)} has the word.`),
    place(was) !== place(now) && place(now) >= 0 && now.speaking !== me && `You are ${placeWords(place(now))} in line to speak.`,
    !was.break && now.break && 'A break begins.',
  ].filter(Boolean).join(' ')
}
