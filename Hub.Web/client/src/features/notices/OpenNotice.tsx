import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Link, Redirect } from 'wouter'
import { Refusal } from '../../api/http'
import { api } from '../../api/routes'
import type { Id } from '../../api/types'
import { Empty } from '../../ui/Empty'
import { Elsewhere } from './Elsewhere'
import { seen } from './useNotices'
import { isElsewhere, placeOf } from './words'

/** Where the link of a notice leads: a push or a mail knows only its id. */
export default function OpenNotice({ id }: { id: Id }) {
  const { data, error } = useQuery({ queryKey: ['notice', id], queryFn: () => api.notice(id) })
  useEffect(() => { if (data) seen([data.id]) }, [data])
  if (data && isElsewhere(data)) return <Elsewhere notice={data} />
  if (data) return <Redirect to={placeOf(data)} replace />
  if (!error) return null
  return error instanceof Refusal
    ? <Empty page title="This notice is not here." text="What it was about may be gone, or it was meant for somebody else."><Link to="/notices">All notices</Link></Empty>
    : <Empty page title="It could not be opened." text="Care Hub cannot be reached just now. Nothing is lost: it stands under Notices."><Link to="/notices">All notices</Link></Empty>
}
