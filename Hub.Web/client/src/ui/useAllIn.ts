import { useIsFetching } from '@tanstack/react-query'
import { useEffect, useState } from 'react'

const LONGEST_MS = 1500

/**
 * Whether everything the page asked for first is there, or has let itself be waited for long enough: what comes in bits pushes down what is being read.
 * Once true it stays so.
 * @param most what the page cannot do without is there
 */
export function useAllIn(most: boolean): boolean {
  const missing = useIsFetching({ predicate: query => query.state.status === 'pending' })
  const [all, setAll] = useState(false)
  const [late, setLate] = useState(false)
  useEffect(() => { if (most && missing === 0) setAll(true) }, [most, missing])
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), LONGEST_MS)
    return () => clearTimeout(timer)
  }, [])
  return most && (all || late)
}
