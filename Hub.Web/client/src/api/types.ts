/** What Care Hub says over HTTP and through the hub. Taken from the server's own description: `npm run types` while it runs. */
import type { components } from './generated/schema'

type Schemas = components['schemas']
/** Instants are described without their JSON type. */
type At<T, K extends keyof T> = Omit<T, K> & Record<K, Instant>

/** A lower-case UUID. */
export type Id = string
/** ISO 8601 in UTC. */
export type Instant = string

export type RoomKind = Schemas['RoomKind']
export type Role = Schemas['Role']
export type Priority = Schemas['Priority']
export type AskKind = Schemas['AskKind']

/** `development`: the server lets personas sign in and unlock without a password. */
export type Me = Schemas['Me']
export type Persona = Schemas['PersonaView']
export type Person = Schemas['PersonView']
export type Session = At<Schemas['SessionView'], 'createdAt' | 'lastSeenAt'>

/** Which of the two addresses a one-time link belongs to. */
export type LinkKind = 'setup' | 'invitations'
/** What a one-time link is for and what it already says; the page asks for what is null. */
export type LinkView = At<Omit<Schemas['LinkView'], 'kind'>, 'expiresAt'> & { kind: 'setup' | 'invitation' | 'reset' }
export type Account = Partial<Schemas['AccountDetails']> & { password: string }
/** Told this once and kept nowhere. */
export type IssuedLink = At<Schemas['IssuedLink'], 'expiresAt'>
export type Invitation = At<Schemas['InvitationView'], 'createdAt' | 'expiresAt'>

/** A role on call of a team: `holder` is on duty now; `cover` is asked while nobody is. */
export type DutyRole = Omit<Schemas['DutyRoleView'], 'until' | 'nextAt'> & { until?: Instant | null; nextAt?: Instant | null }
export type Team = Omit<Schemas['TeamView'], 'roles'> & { roles: DutyRole[] }
export type Shift = At<Schemas['ShiftView'], 'from' | 'to'>

/** Thanks or an award on a team's wall. `from` is null when its giver keeps out by now; `value` is null for an award. */
export type WallEntry = Schemas['WallEntryDto']
/** Newest first; `next` is what to ask for `before` to go on. */
export type Wall = Schemas['WallDto']
export type ThanksValue = Schemas['ThanksValue']
export type NewThanks = Schemas['NewThanks']
/** A digest of one week, newest first in lists. */
export type Digest = At<Schemas['DigestDto'], 'from' | 'to' | 'madeAt'>
export type DigestFigure = Schemas['DigestFigure']
export type DigestTime = Schemas['DigestTime']

/** `title` is null for direct rooms: they are called by the other people's names. `waiting`: open asks to me. */
export type RoomSummary = Schemas['RoomListing']
/** A room folded up to `head`. */
export type RoomSnapshot = Schemas['RoomSnapshot']
export type Member = Pick<Schemas['MemberDto'], 'userId' | 'role' | 'byDuty' | 'guest'>
/** A role on call that is a member of the room; `holder` is null when nobody is on duty. */
export type RoomRole = Pick<Schemas['RoomRoleDto'], 'id' | 'name'> & { holder: Id | null }
/** A role's part of an ask; `holder` is null while nobody holds it. */
export type AskedRole = Schemas['AskedRole']
/** `from`: those of whom it is still expected; empty only while what is left is a role's that nobody holds. */
export type Ask = Schemas['AskDto']
/** A message kept in view, by whom and since when. */
export type Pin = Schemas['PinDto']
/** Whom a message calls by name. */
export type Mentions = Schemas['MentionsDto']
export type EarlierText = Schemas['EarlierTextDto']
export type SearchHit = Schemas['SearchHitDto']
export type SearchAnswer = Schemas['SearchDto']
/** An open ask of mine, or one that I wait for, with the beginning of its message. */
export type AskItem = Schemas['AskListing']
export type AskSide = 'waitingForMe' | 'iWaitFor'
/** Somebody who was asked in another's place. */
export type InPlace = Schemas['InPlace']
/** One line of a message's quiet time line. */
export type NudgeLine = Schemas['NudgeLineDto']
/** One priority's ladder: who is reminded when, in minutes after the step began. */
export type Ladder = Omit<Schemas['Ladder'], 'steps'> & { steps: (Omit<Schemas['LadderStep'], 'who'> & { who: NonNullable<Schemas['NudgeStep']> })[] }
export type NudgePolicy = { version: number } & Record<'urgent' | 'important' | 'routine', Ladder>
/** What I was told; `for` is whom I stand in for; `why` are codes. */
export type Notice = Omit<At<Schemas['InboxItem'], 'at'>, 'why'> & { why: string[] }
export type NoticeKind = Schemas['NoticeKind']
/** Why somebody was told so. */
export type NoticeReason =
  | 'urgent' | 'important' | 'routine' | 'timed' | 'brokeQuiet' | 'brokeAway' | 'afterQuiet' | 'afterAway' | 'nextMorning' | 'onDuty' | 'standIn' | 'looking' | 'roomQuiet' | 'quiet'
/** Minutes after midnight; `to` before `from` is on the next day, and equal to it is no time at all. */
export type DaySpan = Schemas['DaySpan']
/** `work` and `quiet` from Monday to Sunday. */
export type NotificationSettings = Required<Omit<Schemas['NotificationPreferences'], 'awayUntil'>> & { awayUntil: Instant | null }
export type RoomLevel = Schemas['RoomLevel']
export type Position = Schemas['PositionDto']
export type Expectation = Schemas['ExpectsDto']
/** A message in its present state; `n` is its ordinal. Of a deleted one only the place remains: who and when. */
export type Message = Schemas['MessageDto']
/** A file of a message. */
export type Attachment = Schemas['Attachment']
/** Messages as of `head`: events up to it are already in them. */
export type MessagePage = Schemas['MessagesDto']
/** `data` is null when the event was deleted or purged; its place remains. */
export type RoomEvent = Omit<Schemas['Event'], 'type' | 'data'> & { type: string; data: Record<string, unknown> | null }
export type EventPage = Omit<Schemas['EventsDto'], 'events'> & { events: RoomEvent[] }

/** What a member asks a room to do; `id` makes a retry harmless. */
export type Command = Schemas['Command']

/** Each kind of command without its id, which whoever sends it gives. */
export type Untold<C> = C extends unknown ? Omit<C, 'id'> : never

/** A case review as I may see it. */
export type Review = Schemas['ReviewDto']
export type ReviewCase = Schemas['CaseDto']
/** `opinions` is empty until they are revealed; `mine` is my own. */
export type ReviewRound = Schemas['RoundDto']
/** A file that belongs to a case. */
export type CaseFile = Schemas['CaseFileDto']
/** A review of mine, as a list needs it. */
export type ReviewListing = Schemas['ReviewListing']
export type ReviewDecision = Schemas['DecisionDto']
export type ReviewMinutes = Schemas['MinutesDto']
/** What became of a decision. */
export type DecisionOutcome = Schemas['DecisionOutcomeDto']
/** A decision of mine of which nobody has said yet what became of it. */
export type OpenDecision = Schemas['OpenDecisionDto']
/** A review from its first event on: what each step changed in what its members saw. */
export type Replay = Schemas['ReplayDto']
/** `path`: a JSON Pointer; ending in `/-` the value is added to a list. */
export type ReplayChange = { path: string; value: unknown }
export type ReviewReport = Schemas['ReviewReport']
export type CaseReport = Schemas['CaseReport']
export type HalfReport = Schemas['HalfReport']
export type DisciplineReport = Schemas['DisciplineReport']
export type DecisionsReport = Schemas['DecisionsReport']
/** A session of a series: `at` is when it is, `occurrence` when the rule has it, by which it is called. */
export type Occurrence = Schemas['OccurrenceDto']
export type SeriesSummary = Schemas['SeriesListing']
export type SeriesDetail = Schemas['SeriesDto']
export type NewSeries = Schemas['NewSeries']
export type SeriesDraft = Schemas['SeriesDraft']
export type SeriesPreview = Schemas['SeriesPreview']
export type SessionDetail = Schemas['SessionPageDto']
export type SessionCommitment = Schemas['CommitmentDto']
export type CalendarEntry = Schemas['CalendarEntry']
export type MyCommitment = Schemas['MyCommitment']
/** `since`: null while there is no address. */
export type CalendarState = { since: Instant | null }
export type Handoff = NonNullable<Message['handoff']>
export type CriticalResult = NonNullable<Message['criticalResult']>
export type IllnessSeverity = Schemas['IllnessSeverity']
export type Expects = NonNullable<Schemas['PostMessage']['expects']>

/** How I am reached outside the page. */
export type MyChannels = Schemas['MyChannels']
export type NoticeChannel = Schemas['NoticeChannel']
export type DeadNotice = At<Schemas['DeadView'], 'dueAt'>
/** What waits to be sent to people, and what was given up. */
export type Outbox = Omit<Schemas['OutboxView'], 'oldest' | 'dead'> & { oldest?: Instant | null; dead: DeadNotice[] }

export type Signal = { type: 'typing' } | { type: 'hand'; up: boolean } | { type: 'pointer'; attachment: Id; x: number; y: number }

export type Heads = Record<Id, { head: number; n: number }>

/** A run of a job; of one that runs every few seconds, the runs of a minute. `longestMs`: of the longest of them. */
export type JobRun = Omit<Schemas['JobRunView'], 'began' | 'ended'> & { began: Instant; ended: Instant | null }
export type Job = Omit<Schemas['JobView'], 'lastRun' | 'nextRun' | 'recent'> & { lastRun: Instant | null; nextRun: Instant; recent: JobRun[] }
/** The clock that work is reckoned by, in Development. */
export type WorkClock = At<Schemas['ClockView'], 'now'>
export type ClockSet = At<Schemas['ClockSet'], 'was' | 'now'>
