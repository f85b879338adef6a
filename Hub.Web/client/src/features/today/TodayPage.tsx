import { Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import type { Team } from '../../api/types'
import { useHub, useRooms } from '../../app/hub'
import { count } from '../../ui/names'
import { Lines, Page, Section } from '../../ui/Page'
import { useAllIn } from '../../ui/useAllIn'
import { ReviewLines } from '../review/ReviewLines'
import { useReviews } from '../review/useReviews'
import { DecisionLine } from '../followup/DecisionLine'
import { useDecisions } from '../followup/useDecisions'
import { Bell } from '../notices/Bell'
import { RoomLines } from '../rooms/RoomLines'
import { TamperedRooms } from '../rooms/TamperedRooms'
import { useNextSessions } from '../sessions/NextSessions'
import { useTeams } from '../team/useTeams'
import { AskEntry } from './AskEntry'
import { Next, type Duty } from './Next'
import { Refused } from './Refused'
import { useAsks } from './useAsks'

/** What needs me now: what waits for me in the order it is due, what is live, what comes next, what I wait for, what is unread. */
export default function TodayPage() {
  const { me } = useHub()
  const client = useQueryClient()
  const { rooms, tampered, loaded } = useRooms()
  const waiting = useAsks('waitingForMe')
  const mine = useAsks('iWaitFor')
  const { data: teams } = useTeams()
  const unread = rooms.filter(r => r.unread > 0)
  const reviews = useReviews()
  const duty = (teams ?? []).flatMap(t => dutyOf(t, me.id))
  const decisions = useDecisions()
  const due = decisions.filter(d => d.isDue)
  const done = () => void client.invalidateQueries({ queryKey: ['asks'] })
  const next = useNextSessions()
  const allIn = useAllIn(loaded && waiting.data !== undefined && mine.data !== undefined)
  if (!allIn || !waiting.data || !mine.data) {
    return <Page title="Today" aside={<Bell />}>{waiting.error ? <Text role="alert">Your list could not be read. It will be shown when the connection is back.</Text> : <Text c="var(--hub-quiet)" role="status">Reading what waits for you</Text>}</Page>
  }
  const nothing = waiting.data.length + due.length === 0
  return (
    <Page title="Today" aside={<Bell />}>
      <Section title={nothing ? 'Nothing waits for you.' : `Waiting for me · ${waiting.data.length + due.length}`}>
        {nothing && <Text c="var(--hub-quiet)">{unread.length === 0 ? 'Nothing is unread either.' : `${count(unread.length, 'room has', 'rooms have')} something unread.`}</Text>}
        <Lines>
          {waiting.data.map(ask => <AskEntry key={`${ask.room}/${ask.seq}/${ask.kind}`} ask={ask} mine done={done} />)}
          {due.map(d => <DecisionLine key={d.caseId} decision={d} />)}
        </Lines>
      </Section>
      <Refused />
      <TamperedRooms rooms={tampered} />
      {reviews.live.length > 0 && <Section title="Live now"><ReviewLines reviews={reviews.live} /></Section>}
      <Next reviews={reviews.next} duty={duty} decisions={decisions.filter(d => !d.isDue)} sessions={next.sessions} promised={next.promised} />
      {mine.data.length > 0 && (
        <Section title={`I wait for · ${mine.data.length}`}>
          <Lines>{mine.data.map(ask => <AskEntry key={`${ask.room}/${ask.seq}/${ask.kind}`} ask={ask} mine={false} done={done} />)}</Lines>
        </Section>
      )}
      {unread.length > 0 && (
        <Section title="Unread">
          <RoomLines rooms={unread} />
        </Section>
      )}
    </Page>
  )
}

function dutyOf(team: Team, me: string): Duty[] {
  return team.roles.filter(r => r.holder === me).map(r => ({ id: r.id, name: r.name, until: r.until }))
}
