import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo } from 'react'
import { api } from '../../api/routes'
import type { Id, Replay } from '../../api/types'
import { usePeople } from '../../app/hub'
import { Empty } from '../../ui/Empty'
import { fullInstant } from '../../ui/time'
import { problemWords } from '../../ui/problemWords'
import { AfterNav } from '../minutes/AfterNav'
import { Agenda, PREPARATION } from '../review/Agenda'
import { CaseView } from '../review/CaseView'
import { PeopleColumn } from '../review/PeopleColumn'
import review from '../review/Review.module.css'
import { TakenOut } from '../review/TakenOut'
import { ReplayedClock } from '../review/useClock'
import { phaseWords } from '../review/words'
import classes from './Replay.module.css'
import { clockAt, courseOf, momentAt, momentsOf, type Course } from './replay'
import { Timeline } from './Timeline'
import { usePlayer, usePlayerKeys } from './usePlayer'

/** A review once more, as it was seen: the live page's own parts, fed with each moment. Nothing in it can be changed. */
export default function ReplayPage({ id }: { id: Id }) {
  const { data, error } = useQuery({ queryKey: ['replay', id], queryFn: () => api.replay(id), gcTime: 0, staleTime: Infinity })
  const course = useMemo(() => data && courseOf(momentsOf(data)), [data])
  if (error) return <Text p="lg" role="alert">{problemWords(error)}</Text>
  if (!data) return <Text p="lg" role="status" c="var(--hub-quiet)">Reading the review</Text>
  if (!course && data.start.takenOutAt) return <Empty page title="No longer kept"><TakenOut at={data.start.takenOutAt} /><AfterNav id={id} /></Empty>
  if (!course) return <Empty page title="Nothing to replay yet" text="No case of this review was begun."><AfterNav id={id} /></Empty>
  return <Playing id={id} replay={data} course={course} />
}

function Playing({ id, replay, course }: { id: Id; replay: Replay; course: Course }) {
  const people = usePeople()
  const player = usePlayer(course)
  usePlayerKeys(player, course.length)
  const now = clockAt(course, player.played)
  const { review: shown } = course.moments[momentAt(course, player.played)]!
  const c = shown.cases.find(c => c.caseId === shown.current) ?? shown.cases.findLast(c => c.phase === 'closed')
  // Whoever watches a replay may not have been there.
  const here = useMemo(() => shown.attended.map(a => a.userId), [shown.attended])
  // For whoever measures how long it takes to open.
  useEffect(() => { performance.mark('replay shown') }, [])
  const { seek } = player
  const choose = useCallback((what: Id | typeof PREPARATION) => seek(course.bands.find(b => b.caseId === what)?.from ?? 0), [seek, course])
  return (
    <div className={classes.page}>
      <div className={classes.scroll}>
        <header className={classes.top}>
          <AfterNav id={id} />
          <h1>{replay.title}</h1>
          <Agenda review={shown} shown={c?.caseId ?? null} choose={choose} chair={false} />
          <p>Replay · {fullInstant(new Date(now).toISOString())}{shown.chair && ` · ${people.full(shown.chair)} has the chair`}</p>
        </header>
        <ReplayedClock value={Math.floor(now / 1000) * 1000}>
          <div className={review.columns}>
            <div className={review.case}>{c && <CaseView key={c.caseId} id={id} review={shown} of={c} />}</div>
            <PeopleColumn members={replay.members} here={here} review={shown} of={c ?? null} />
          </div>
        </ReplayedClock>
      </div>
      <Timeline course={course} player={player} />
      <p className="visually-hidden" aria-live="polite">{c && `${c.question}: ${phaseWords[c.phase]}`}</p>
    </div>
  )
}
