import { Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Refusal } from '../../api/http'
import { api } from '../../api/routes'
import type { SeriesDraft } from '../../api/types'
import { usePeople } from '../../app/hub'
import { capital, sentence } from '../../ui/names'
import classes from './Sessions.module.css'
import { localWords } from './when'

/** The rule in words and its next twelve dates, as one writes; what speaks against a date stands beside it. */
export function Preview({ draft }: { draft: SeriesDraft }) {
  const people = usePeople()
  const [settled] = useDebouncedValue(draft, 250)
  const { data, error } = useQuery({ queryKey: ['sessions', 'preview', settled], queryFn: () => api.previewSeries(settled), placeholderData: keepPreviousData, retry: false })
  if (error) return <Text role="status" c="var(--hub-due)">{error instanceof Refusal ? error.detail : 'The dates will be shown when the connection is back.'}</Text>
  if (!data) return <Text c="var(--hub-quiet)">Working out the dates</Text>
  return (
    <>
      <p className={classes.sentence} aria-live="polite">{capital(data.sentence)}</p>
      {data.dates.length === 0 && <Text c="var(--hub-due)">All its dates lie behind.</Text>}
      {data.notShown.length > 0 && <Text size="sm" c="var(--hub-quiet)">Other sessions of {sentence(data.notShown.map(people.short))} are not shown: you share no team or room with {data.notShown.length === 1 ? 'them' : 'any of them'}.</Text>}
      <ol className={classes.dates}>
        {data.dates.map(d => (
          <li key={d.at}>
            <time dateTime={d.at}>{localWords(d.local)}</time>
            {d.holiday && <small>{d.holiday}</small>}
            {d.overlaps.length > 0 && <small>{sentence(d.overlaps.map(people.short))} {d.overlaps.length === 1 ? 'has' : 'have'} another session then</small>}
          </li>
        ))}
      </ol>
    </>
  )
}
