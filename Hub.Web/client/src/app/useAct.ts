import { useQueryClient, type QueryKey } from '@tanstack/react-query'
import { useCallback, useRef, useState } from 'react'
import { passes } from '../api/http'
import { api } from '../api/routes'
import type { Command, Id } from '../api/types'
import { commandId } from '../sync/commandId'
import { problemWords } from '../ui/problemWords'

type Untold<C> = C extends unknown ? Omit<C, 'id'> : never
/** Answers with the seq of what happened; null: it was refused or could not be reached, and `problem` says so. */
export type Act = (command: Untold<Command>) => Promise<number | null>

/** What is answered at once, and waits in no outbox. @param of what is read again after it */
export function useAct(room: Id, of: QueryKey) {
  const client = useQueryClient()
  const [problem, setProblem] = useState<string | null>(null)
  // What no answer came to may have been done: the same thing tried again is the same command.
  const unanswered = useRef<{ what: string; id: Id } | null>(null)
  const act = useCallback<Act>(async command => {
    setProblem(null)
    const what = JSON.stringify(command)
    const id = unanswered.current?.what === what ? unanswered.current.id : commandId()
    unanswered.current = null
    try {
      const { seq } = await api.command(room, { ...command, id } as Command)
      await client.invalidateQueries({ queryKey: of })
      return seq
    } catch (error) {
      if (passes(error)) unanswered.current = { what, id }
      setProblem(problemWords(error))
      return null
    }
  // A key is the same while its parts are.
  }, [client, room, JSON.stringify(of)])
  return { act, problem, setProblem }
}
