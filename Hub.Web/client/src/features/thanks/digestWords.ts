import type { Digest, DigestFigure } from '../../api/types'
import { count } from '../../ui/names'

/** How a figure is called, and what it says in one sentence. */
export function figureWords({ kind, count: n, of }: DigestFigure): { title: string; says: string } {
  switch (kind) {
    case 'loopsClosed': return { title: 'Loops closed', says: `${n} of ${of} that the team asked for, answered by the end of the week.` }
    case 'loopsInTime': return { title: 'In time', says: `${n} of ${of} that had a time, answered by it.` }
    case 'decisionsCarriedOut': return { title: 'Decisions carried out', says: `${n} of ${of} that were due or told of.` }
    case 'sessionsKept': return { title: 'Sessions kept', says: `${n} of ${of} took place.` }
  }
}

export function thanksIn(digest: Digest): number {
  return digest.thanks.reduce((sum, t) => sum + t.count, 0)
}

/** The week in one sentence, as it opens the page. */
export function opening(digest: Digest): string {
  const thanks = thanksIn(digest)
  const parts = [thanks === 0 ? 'a quiet week on the wall' : `${count(thanks, 'time', 'times')} somebody said thank you`]
  const loops = digest.figures.find(f => f.kind === 'loopsClosed')
  if (loops) parts.push(loops.count < loops.of ? `${loops.count} of ${loops.of} asks were answered` : loops.of === 1 ? 'the one ask was answered' : `${loops.of === 2 ? 'both' : `all ${loops.of}`} asks were answered`)
  const words = parts.join(', and ')
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`
}

/** "Friday, 20 November", by the team's own clock. */
export function weekName(digest: Digest): string {
  return new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', timeZone: digest.zone }).format(new Date(digest.to))
}

export function shortWeek(digest: Digest): string {
  return new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: digest.zone }).format(new Date(digest.to))
}
