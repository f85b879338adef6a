import { Button, Text } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { Refusal } from '../../api/http'
import { api } from '../../api/routes'
import type { Id } from '../../api/types'
import { usePeople } from '../../app/hub'
import { sentence } from '../../ui/names'
import { atTime, dayName, fullInstant } from '../../ui/time'
import { Decision } from './Decision'
import { Revealed } from './Revealed'
import classes from './Review.module.css'
import { clockWords } from './useReview'
import { phaseWords } from './words'

/** What the journal says of a review, as a document to read and print. */
export default function MinutesPage({ id }: { id: Id }) {
  const people = usePeople()
  const { data: m, error } = useQuery({ queryKey: ['minutes', id], queryFn: () => api.minutes(id), gcTime: 0 })
  if (error) return <Text p="lg" role="alert">{error instanceof Refusal ? error.detail : 'Care Hub cannot be reached. Try again in a moment.'}</Text>
  if (!m) return <Text p="lg" role="status" c="var(--hub-quiet)">Reading the minutes</Text>
  return (
    <div className={classes.scroll} style={{ height: '100%' }}>
      <article className={classes.minutes}>
        <p className={`${classes.meta} ${classes.noPrint}`}><Link to={`/rooms/${id}`}>Back to the review</Link><Button variant="default" size="sm" ml="auto" leftSection={<IconPrinter size={16} aria-hidden />} onClick={() => print()}>Print</Button></p>
        <h1>{m.title}</h1>
        <p className={classes.meta}><time dateTime={m.createdAt} title={fullInstant(m.createdAt)}>{dayName(m.createdAt)}</time> · Chair: {sentence(m.chairs.map(people.full), 6)}</p>
        <p className={classes.meta}>Present: {m.attended.length === 0 ? 'nobody yet' : m.attended.map(a => `${people.full(a.userId)} (${a.discipline.toLowerCase()})`).join(', ')}</p>
        {m.cases.map((c, i) => (
          <section key={c.caseId} aria-label={`Case ${i + 1}`}>
            <h2 className={classes.question}>{i + 1}. {c.question}</h2>
            <p className={classes.meta}>
              {[c.presenter && `Presented by ${people.full(c.presenter)}`, c.context, c.startedAt && `begun ${atTime(c.startedAt)}`, c.startedAt && c.closedAt && `took ${clockWords(new Date(c.closedAt).getTime() - new Date(c.startedAt).getTime())}`, phaseWords[c.phase].toLowerCase(), c.closedBecause].filter(Boolean).join(' · ')}
            </p>
            {c.rounds.length > 0 && <Revealed rounds={c.rounds} />}
            {c.decision && <Decision of={c.decision} />}
          </section>
        ))}
        {m.cases.length === 0 && <Text c="var(--hub-quiet)">No case was on the agenda.</Text>}
      </article>
    </div>
  )
}
