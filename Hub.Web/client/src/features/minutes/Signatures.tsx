import { IconAlertTriangle, IconShieldCheck } from '@tabler/icons-react'
import type { Id, ReviewMinutes } from '../../api/types'
import { useHub, usePeople } from '../../app/hub'
import { clock, datedDay, fullInstant } from '../../ui/time'
import classes from './Minutes.module.css'
import { SignForm } from './SignForm'

const methods = { password: 'with their password', confirmation: 'by typing their name', passkey: 'with a passkey' }

/** The names under the minutes, the chair's first. */
export function SignatureList({ of }: { of: NonNullable<ReviewMinutes['signing']>['signatures'] }) {
  const people = usePeople()
  return (
    <ul>
      {of.map((g, i) => (
        <li key={g.by}>
          <b>{people.full(g.by)}</b>
          <span className={classes.quiet}>{i === 0 ? 'as the chair' : 'signed the same'}, {methods[g.method]}, <time dateTime={g.at} title={fullInstant(g.at)}>{datedDay(g.at)} {clock(g.at)}</time></span>
        </li>
      ))}
    </ul>
  )
}

/** Whose names stand under the minutes, what they cover, and whether that still is as it was. */
export function Signatures({ id, minutes: m, done }: { id: Id; minutes: ReviewMinutes; done: () => void }) {
  const { me } = useHub()
  const people = usePeople()
  const s = m.signing
  const mine = s?.isCurrent && s.signatures.some(g => g.by === me.id)
  const chair = m.chair === me.id
  const inHand = m.cases.some(c => c.phase !== 'waiting' && c.phase !== 'closed')
  const may = !m.fault && !inHand && !mine && m.cases.some(c => c.phase === 'closed') && (chair || s?.isCurrent)
  return (
    <section className={classes.signed} aria-label="Signatures">
      <h2>Signatures</h2>
      {!s && <p className={classes.quiet}>{inHand ? 'A case is in hand. The minutes are signed when it is closed.' : chair ? 'Nobody has signed yet. You have the chair: you sign first.' : `Nobody has signed yet. ${m.chair ? people.full(m.chair) : 'The chair'} signs first.`}</p>}
      {s && (
        <>
          <SignatureList of={s.signatures} />
          {s.holds
            ? <p className={classes.holds}><IconShieldCheck size={20} aria-hidden /><span>The record up to here is the one that was signed.</span></p>
            : <p className={classes.broken}><IconAlertTriangle size={20} aria-hidden /><span>The record is not the one that was signed.</span></p>}
          {s.holds && !s.isCurrent && <p className={classes.grew}>The review went on after it was signed; what was added since is not covered. {chair ? 'Sign again to cover it.' : 'The chair may sign again.'}</p>}
          <p className={classes.quiet}>Covered: the record up to event {s.seq}, and these minutes. Their fingerprint is <code>{s.hash}</code></p>
        </>
      )}
      {may && (m.signWith ? <SignForm id={id} minutes={m} done={done} /> : <p className={classes.quiet}>To sign you need a password. Ask an administrator for a link to set one.</p>)}
    </section>
  )
}
