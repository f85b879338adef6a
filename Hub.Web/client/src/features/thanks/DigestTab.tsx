import { Text } from '@mantine/core'
import { IconAward } from '@tabler/icons-react'
import { Link } from 'wouter'
import type { Digest, Team } from '../../api/types'
import { usePeople } from '../../app/hub'
import { Empty } from '../../ui/Empty'
import { capital, count, sentence } from '../../ui/names'
import { figureWords, opening, shortWeek, thanksIn, weekName } from './digestWords'
import { Columns, Ring } from './plots'
import classes from './Thanks.module.css'
import { useDigests } from './useThanks'
import { wordsOf } from './values'

const WEEKS_SHOWN = 8

/** The team's week as a page to read on Friday: what was thanked for and to whom, what was closed, carried out, kept. Nobody is ranked. */
export function DigestTab({ team, week }: { team: Team; week: string | undefined }) {
  const { data, isError } = useDigests(team.id)
  if (isError && !data) return <Text role="alert" c="var(--hub-urgent)">The digests could not be read. The page tries again.</Text>
  if (!data) return <Text c="var(--hub-quiet)" role="status">Reading the digests</Text>
  const digest = data.find(d => d.week === week) ?? data[0]
  if (!digest) return <Empty title="The first digest is yet to come" text={`It is made each ${capital(team.digest.day)} at ${String(team.digest.hour).padStart(2, '0')}:00, ${team.digest.zone.split('/').at(-1)!.replaceAll('_', ' ')}.`} />
  return <OneDigest digest={digest} all={data} team={team} />
}

function OneDigest({ digest, all, team }: { digest: Digest; all: readonly Digest[]; team: Team }) {
  const people = usePeople()
  const thanks = thanksIn(digest)
  const most = Math.max(1, ...digest.thanks.map(t => t.count))
  const weeks = all.slice(0, WEEKS_SHOWN).reverse()
  const names = (ids: readonly string[], whole: boolean) => sentence([...ids.map(people.short).sort((a, b) => a.localeCompare(b)), ...(whole ? ['the whole team'] : [])], 12)
  return (
    <article className={classes.digest} aria-labelledby="digest">
      <h2 id="digest">{team.name}, the week to {weekName(digest)}</h2>
      <p className={classes.opening}>{opening(digest)}</p>

      {thanks > 0 && (
        <section aria-labelledby="digest-thanks">
          <h3 id="digest-thanks">{count(thanks, 'thank you', 'thanks')}</h3>
          <ul className={classes.bars}>
            {digest.thanks.map(t => {
              const { name, Icon } = wordsOf(t.value)
              return (
                <li key={t.value}>
                  <span className={classes.barName}><Icon size={18} stroke={1.7} aria-hidden />{name}<span className="visually-hidden">: {t.count}</span></span>
                  <span className={classes.track} aria-hidden><span style={{ width: `calc((100% - 32px) * ${t.count / most})` }} /><b className="figures">{t.count}</b></span>
                  {(t.people.length > 0 || t.team) && <span className={classes.names}>{names(t.people, t.team)}</span>}
                </li>
              )
            })}
          </ul>
          <Link to="/thanks">Read them on the wall</Link>
        </section>
      )}
      {digest.awards.length > 0 && (
        <section aria-labelledby="digest-awards">
          <h3 id="digest-awards">Awards</h3>
          <ul className={classes.awards}>{digest.awards.map(a => <li key={a.seq}><IconAward size={20} stroke={1.7} aria-hidden /><span>To <b>{names(a.to, false)}</b></span></li>)}</ul>
        </section>
      )}
      {digest.figures.length > 0 && (
        <section aria-labelledby="digest-kept">
          <h3 id="digest-kept">What we said we would do</h3>
          <ul className={classes.figures}>
            {digest.figures.map(f => {
              const { title, says } = figureWords(f)
              return <li key={f.kind}><Ring count={f.count} of={f.of} /><div><b>{title}</b><span>{says}</span></div></li>
            })}
          </ul>
        </section>
      )}
      {weeks.length > 1 && (
        <section aria-labelledby="digest-weeks">
          <h3 id="digest-weeks">Thanks, week by week</h3>
          <Columns values={weeks.map(thanksIn)} at={weeks.indexOf(digest)} label={`Thanks of the last ${weeks.length} weeks: ${weeks.map(w => `${shortWeek(w)}, ${thanksIn(w)}`).join('; ')}`} />
        </section>
      )}
      {all.length > 1 && (
        <nav aria-label="Other weeks">
          <h3>Other weeks</h3>
          <ul className={classes.weeks}>{all.map(d => <li key={d.id}><Link to={`/thanks/digest/${d.week}`} aria-current={d === digest ? 'page' : undefined}>{weekName(d)}</Link></li>)}</ul>
        </nav>
      )}
    </article>
  )
}
