import type { Notice, NoticeKind, NoticeReason } from '../../api/types'
import type { People } from '../../app/hub'

/** What happened, as ids allow: what it is about is read in its place. */
const titles: Record<NoticeKind, string> = {
  nudge: 'A message waits for you', escalated: 'You are asked, because somebody could not be reached', nobodyReached: 'Nobody could be reached about your message',
  caseNotReady: 'A case is not ready for its review', decisionDue: 'A decision is due: what became of it?', commitmentDue: 'A commitment is due',
  sessionReminder: 'A feedback session comes up', sessionChanged: 'A feedback session was changed', sessionMissed: 'A feedback session did not take place',
  thanks: 'You were thanked', digest: 'The digest of the week is there',
}

const because: Record<NoticeKind, string> = {
  nudge: 'Something is expected of you there and was not given yet.', escalated: 'The person who was asked has not answered, and you are the next to ask.', nobodyReached: 'You asked for it, and everybody along the way was asked in turn.',
  caseNotReady: 'You present the case or chair the review.', decisionDue: 'You own the decision or chaired its review.', commitmentDue: 'You committed to it.',
  sessionReminder: 'You take part.', sessionChanged: 'You take part.', sessionMissed: 'You own the series.', thanks: 'The thanks are to you or your team.', digest: 'You are a member of the team.',
}

const reasons: Record<NoticeReason, string | null> = {
  urgent: 'It is urgent.', important: 'It is important.', routine: 'It is routine.', timed: null,
  brokeQuiet: 'It came in your quiet hours because it cannot wait.', brokeAway: 'It came while you were not to be disturbed: it cannot wait, and nobody could stand in for you.',
  afterQuiet: 'Other channels wait until your quiet hours end.', afterAway: 'Other channels wait until you can be disturbed again.', nextMorning: 'Other channels wait for your next working morning.',
  onDuty: 'You are on duty.', standIn: null, looking: 'You had the room before you, so nothing else was sent.',
  roomQuiet: 'You want little of this room, so it only stands here.', quiet: 'You were not to be disturbed, so it only stands here.',
}

export function title(notice: Notice): string {
  return titles[notice.kind]
}

/** Why did I get this? In whole sentences, the strongest first. */
export function why(notice: Notice, people: People): string {
  const told = notice.why.map(code => code === 'standIn' && notice.for ? `You stand in for ${people.short(notice.for)}, who is away or off duty.` : reasons[code as NoticeReason])
  return [because[notice.kind], ...told].filter(Boolean).join(' ')
}

/** Somebody waits in a direct room that I am not in: I am told who, and neither where nor what. */
export function isElsewhere({ kind, room, subject }: Notice): boolean {
  return (kind === 'nudge' || kind === 'escalated') && !room && Boolean(subject)
}

/** Where it leads. */
export function placeOf({ kind, room, seq, subject }: Notice): string {
  if (kind === 'digest') return '/thanks/digest'
  if (kind === 'thanks') return '/thanks'
  if (kind.startsWith('session') || kind === 'commitmentDue') return subject ? `/sessions/${subject}` : '/sessions'
  if (!room) return '/today'
  return seq ? `/rooms/${room}/${seq}` : `/rooms/${room}`
}

const silent: readonly string[] = ['afterQuiet', 'afterAway', 'nextMorning', 'looking', 'roomQuiet', 'quiet'] satisfies NoticeReason[]

/** Whether the page says so at once. What waits for its time on the other channels stands in the list without a word. */
export function speaks(notice: Notice): boolean {
  return !notice.done && !notice.seen && !notice.why.some(code => silent.includes(code))
}

const urgency: readonly Notice['priority'][] = ['urgent', 'important', 'routine']

/** The most urgent first; of one urgency as they are. */
export function byUrgency(notices: readonly Notice[]): Notice[] {
  return notices.toSorted((a, b) => urgency.indexOf(a.priority) - urgency.indexOf(b.priority))
}
