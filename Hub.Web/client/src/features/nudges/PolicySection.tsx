import { Button, Text } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Ladder, Team } from '../../api/types'
import { capital } from '../../ui/names'
import { Section } from '../../ui/Page'
import type { Doing } from '../team/TeamPage'
import { changePolicy, policyOf } from './api'
import { called, dueWords, priorities, timesWords } from './ladder'
import classes from './Nudges.module.css'
import { PolicyForm } from './PolicyForm'

/** How a team is reminded of what was not answered: a ladder a priority, from who is asked to "nobody reached". A lead changes it. */
export function PolicySection({ team, lead, doing }: { team: Team; lead: boolean; doing: Doing }) {
  const cache = useQueryClient()
  const key = ['nudge-policy', team.id]
  const { data: policy, isError } = useQuery({ queryKey: key, queryFn: () => policyOf(team.id) })
  const [editing, setEditing] = useState(false)
  return (
    <Section
      title={`When nobody answers in ${team.name}`}
      aside={lead && policy && !editing && <Button variant="default" flex="none" aria-label={`Change the ladders of ${team.name}`} leftSection={<IconPencil size={18} stroke={1.7} aria-hidden />} onClick={() => setEditing(true)}>Change</Button>}
    >
      {isError && !policy && <Text c="var(--hub-quiet)">It could not be read. The page tries again.</Text>}
      {policy && !editing && priorities.map(name => <OneLadder key={name} name={name} team={team.name} ladder={policy[name]} />)}
      {policy && editing && (
        <PolicyForm
          policy={policy} hasRoles={team.roles.length > 0} cancel={() => setEditing(false)}
          save={next => doing(changePolicy(team.id, next)).then(async ok => {
            await cache.invalidateQueries({ queryKey: key })
            if (ok) setEditing(false)
          })}
        />
      )}
    </Section>
  )
}

function OneLadder({ name, team, ladder }: { name: (typeof priorities)[number]; team: string; ladder: Ladder }) {
  return (
    <section className={classes.ladder} aria-label={`${capital(name)} in ${team}`}>
      <header><h3>{capital(name)}</h3><span className={classes.quiet}>{dueWords(name, ladder)}</span></header>
      <ol className={classes.steps}>
        {ladder.steps.map(step => (
          <li key={step.who}>
            <b>{called[step.who]}</b>
            <div className={classes.marks} aria-hidden>{step.at.map(m => <i key={m} style={{ left: `${(m / step.then) * 100}%` }} />)}</div>
            <span className={classes.quiet}>{timesWords(step.at, name === 'routine')}</span>
          </li>
        ))}
        <li data-end><b>Nobody reached</b><span className={classes.quiet}>whoever wrote is told so</span></li>
      </ol>
    </section>
  )
}
