import { createContext, lazy, Suspense, useContext, useMemo, useState, type ReactNode } from 'react'

const CreateRoom = lazy(() => import('./CreateRoom'))

interface Scope {
  search: string
  setSearch: (search: string) => void
  create: () => void
}

const ScopeContext = createContext<Scope | null>(null)

/** What was begun in the list of rooms. The list itself stands beside the page or is one, and a device that is turned swaps the two. */
export function RoomListScope({ children }: { children: ReactNode }) {
  const [search, setSearch] = useState('')
  const [creating, setCreating] = useState(false)
  const scope = useMemo(() => ({ search, setSearch, create: () => setCreating(true) }), [search])
  return (
    <ScopeContext value={scope}>
      {children}
      {creating && <Suspense fallback={null}><CreateRoom close={() => setCreating(false)} /></Suspense>}
    </ScopeContext>
  )
}

export function useRoomList(): Scope {
  const scope = useContext(ScopeContext)
  if (!scope) throw new Error('Only inside the workspace.')
  return scope
}
