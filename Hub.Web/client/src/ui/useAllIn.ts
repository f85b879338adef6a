import { useIsFetching } from '@tanstack/react-query'
import { useEffect, useState } from 'react'

const LONGEST_MS = 1500

/** Whether it is there, or has let itself be waited for long enough. Once true it stays so. */
export function useSettled(there: boolean): boolean {
  const [settled, setSettled] = useState(there)
  useEffect(() => { if (there) setSettled(true) }, [there])
  useEffect(() => {
    const timer = setTimeout(() => setSettled(true), LONGEST_MS)
    return () => clearTimeout(timer)
  }, [])
  return settled || there
}

/**
 * Whether everything the page asked for first is there, or has let itself be waited for long enough: what comes in bits pushes down what is being read.
 * @param most what the page cannot do without is there
 */
export function useAllIn(most: boolean): boolean {
  const missing = useIsFetching({ predicate: query => query.state.status === 'pending' })
  return useSettled(most && missing === 0) && most
}
