import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../api/routes'
import type { Id, ReviewReport } from '../../api/types'
import { useRooms } from '../../app/hub'
import { capital, count } from '../../ui/names'
import { problemWords } from '../../ui/problemWords'
import { AfterNav } from '../minutes/AfterNav'
import minutes from '../minutes/Minutes.module.css'
import { TakenOut } from '../review/TakenOut'
import { AgreementPlot, Bar, PhaseBar, Stack, phaseColours } from './plots'
import classes from './Report.module.css'
import { agreementSentence, decisionsSentence, disciplineSentence, halvesSentence, minutesWords, percent, timeSentence } from './sentences'

/** What a review says about itself, as plots with one sentence each. Of disciplines, never of people. */
export default function ReportPage({ id }: { id: Id }) {
  const title = useRooms().rooms.find(r => r.id === id)?.title
  const { data: r, error } = useQuery({ queryKey: ['report', id], queryFn: () => api.report(id), gcTime: 0 })
  if (error) return <Text p="lg" role="alert">{problemWords(error)}</Text>
  if (!r) return <Text p="lg" role="status" c="var(--hub-quiet)">Reading the report</Text>
  return (
    <div className={minutes.scroll}>
      <article className={`${minutes.page} ${classes.report}`}>
        <AfterNav id={id} />
        <h1>{title ? `Report: ${title}` : 'Report'}</h1>
        {r.takenOutAt && <TakenOut at={r.takenOutAt} />}
        {r.cases.length === 0
          ? !r.takenOutAt && <Text c="var(--hub-quiet)">No case is closed yet.</Text>
          : <><Time of={r} /><Halves of={r} /><Disciplines of={r} /><Agreement of={r} /><Decisions of={r} /></>}
      </article>
    </div>
  )
}

function Time({ of: r }: { of: ReviewReport }) {
  const longest = Math.max(...r.cases.map(c => Math.max(c.minutes, c.plannedMinutes ?? 0)), 1)
  return (
    <section aria-label="Time">
      <h2>Time per case and phase</h2>
      <p>{timeSentence(r.cases)}</p>
      <ul className={classes.rows}>
        {r.cases.map((c, i) => (
          <li key={c.caseId}>
            <p><span className={classes.name}>{i + 1}. {c.question}</span><span className="figures">{minutesWords(c.minutes)}{c.plannedMinutes !== null && ` of ${c.plannedMinutes} min`}</span></p>
            <PhaseBar of={c} longest={longest} />
          </li>
        ))}
      </ul>
      <ul className={classes.legend}>{phaseColours.map(p => <li key={p.phase}><svg width="14" height="14" aria-hidden><rect width="14" height="14" rx="2" className={classes[p.phase]} /></svg>{p.label}</li>)}<li><svg width="14" height="14" aria-hidden><rect x="6" width="2" height="14" className={classes.planned} /></svg>Planned</li></ul>
    </section>
  )
}

function Halves({ of: { first, second } }: { of: ReviewReport }) {
  if (!first || !second) return null
  const rows = [
    { name: 'Minutes per case', words: (n: number) => minutesWords(n), a: first.minutes, b: second.minutes },
    { name: 'Contributions per case', words: (n: number) => n.toFixed(1), a: first.contributions, b: second.contributions },
    ...(first.agreement === null || second.agreement === null ? [] : [{ name: 'Agreement', words: percent, a: first.agreement, b: second.agreement }]),
  ]
  return (
    <section aria-label="Halves">
      <h2>First half against second</h2>
      <p>{halvesSentence(first, second)}</p>
      {rows.map(row => {
        const most = Math.max(row.a, row.b, 0.001)
        return (
          <div key={row.name} className={classes.pairOf}>
            <h3>{row.name}</h3>
            {[{ half: 'First half', n: row.a }, { half: 'Second half', n: row.b }].map(h => (
              <div key={h.half} className={classes.row}><span>{h.half}</span><Bar share={h.n / most} label={`${h.half}, ${row.name.toLowerCase()}: ${row.words(h.n)}`} /><span className="figures">{row.words(h.n)}</span></div>
            ))}
          </div>
        )
      })}
    </section>
  )
}

function Disciplines({ of: r }: { of: ReviewReport }) {
  return (
    <section aria-label="Disciplines">
      <h2>Contributions by discipline</h2>
      <p>{disciplineSentence(r.disciplines, r.cases.length)}</p>
      <ul className={classes.rows}>
        {r.disciplines.map(d => (
          <li key={d.discipline}>
            <p><span className={classes.name}>{capital(d.discipline)} <span className={classes.quiet}>· {count(d.people, 'person', 'people')}</span></span><span className="figures">heard in {d.heardIn} of {r.cases.length}</span></p>
            <Bar share={d.heardIn / r.cases.length} label={`${capital(d.discipline)}: heard in ${d.heardIn} of ${count(r.cases.length, 'case')}`} />
            <p className={classes.quiet}>{count(d.opinions, 'opinion')}, had the word {count(d.words, 'time')}, {count(d.notes, 'note')}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Agreement({ of: r }: { of: ReviewReport }) {
  const cases = r.cases.filter(c => c.before !== null)
  if (cases.length === 0) return null
  return (
    <section aria-label="Agreement">
      <h2>Agreement before and after</h2>
      <p>{agreementSentence(cases)}</p>
      <ul className={classes.rows}>
        {cases.map(c => (
          <li key={c.caseId}>
            <p><span className={classes.name}>{r.cases.indexOf(c) + 1}. {c.question}</span><span className="figures">{percent(c.before!)}{c.after !== null && ` → ${percent(c.after)}`}</span></p>
            <AgreementPlot before={c.before!} after={c.after} />
          </li>
        ))}
      </ul>
      <ul className={classes.legend}><li><svg width="14" height="14" aria-hidden><circle cx="7" cy="7" r="5" className={classes.before} /></svg>First round</li><li><svg width="14" height="14" aria-hidden><circle cx="7" cy="7" r="5" className={classes.after} /></svg>Second round</li></ul>
    </section>
  )
}

function Decisions({ of: { decisions: d } }: { of: ReviewReport }) {
  const parts = [
    { key: 'implemented', label: 'Carried out', n: d.implemented }, { key: 'partly', label: 'In part', n: d.partly }, { key: 'not', label: 'Not', n: d.not },
    { key: 'overdue', label: 'Due, nobody has said', n: d.overdue }, { key: 'open', label: 'Not due yet', n: d.open },
  ] as const
  return (
    <section aria-label="Decisions">
      <h2>Decisions carried out</h2>
      <p>{decisionsSentence(d)}</p>
      <Stack parts={parts} />
      <ul className={classes.legend}>{parts.filter(p => p.n > 0).map(p => <li key={p.key}><svg width="14" height="14" aria-hidden><rect width="14" height="14" rx="2" className={classes[p.key]} /></svg>{p.label}: {p.n}</li>)}</ul>
    </section>
  )
}
