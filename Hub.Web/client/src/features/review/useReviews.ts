import { useQuery } from '@tanstack/react-query'
import { api } from '../../api/routes'
import type { ReviewListing } from '../../api/types'
import { useHub } from '../../app/hub'

const AGAIN_MS = 15_000

/** My reviews: live, to come in the order of their time, without a time, and closed with the latest first. */
export function useReviews() {
  const { clock } = useHub()
  const { data, error } = useQuery({ queryKey: ['reviews'], queryFn: api.reviews, refetchInterval: AGAIN_MS })
  return { ...sorted(data ?? [], clock.now()), loaded: data !== undefined, failed: error !== null }
}

/** @param now ms */
export function sorted(reviews: readonly ReviewListing[], now: number) {
  const isOver = (r: ReviewListing) => !r.live && (r.cases === 0 ? r.takenOutAt !== null && !r.plan : r.closed === r.cases)
  const rest = reviews.filter(r => !r.live && !isOver(r))
  const at = (r: ReviewListing) => (r.plan ? Date.parse(r.plan.at) : 0)
  const next = rest.filter(r => at(r) > now - 12 * 60 * 60_000).sort((a, b) => at(a) - at(b))
  return {
    live: reviews.filter(r => r.live),
    next,
    open: rest.filter(r => !next.includes(r)),
    over: reviews.filter(isOver).sort((a, b) => b.lastAt.localeCompare(a.lastAt)),
  }
}
