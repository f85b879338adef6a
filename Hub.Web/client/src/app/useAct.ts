import { useQueryClient, type QueryKey } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { api } from '../api/routes'
import type { Command, Id, Untold } from '../api/types'
import { commandId } from '../sync/commandId'
import { problemWords } from '../ui/problemWords'
import type { Kept } from './useFields'

/** Answers with the seq of what happened; null: it was refused or could not be reached, and `problem` says so. What was kept of it ends as soon as it is done. */
export type Act = (command: Untold<Command>, kept?: Kept) => Promise<number | null>

/** What is answered at once, and waits in no outbox. @param of what is read again after it */
export function useAct(room: Id, of: QueryKey) {
  const client = useQueryClient()
  const [problem, setProblem] = useState<string | null>(null)
  const act = useCallback<Act>(async (command, kept) => {
    setProblem(null)
    try {
      const { seq } = await api.command(room, { ...command, id: kept?.id?.() ?? commandId() } as Command)
      kept?.sent()
      await client.invalidateQueries({ queryKey: of })
      return seq
    } catch (error) {
      setProblem(problemWords(error))
      return null
    }
  // A key is the same while its parts are.
  }, [client, room, JSON.stringify(of)])
  return { act, problem, setProblem }
}
