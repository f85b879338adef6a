import { Button, NativeSelect, Text } from '@mantine/core'
import { IconHeartHandshake } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { Link } from 'wouter'
import type { Me } from '../../api/types'
import { Empty } from '../../ui/Empty'
import { Page } from '../../ui/Page'
import { DigestTab } from './DigestTab'
import { LeadTab } from './LeadTab'
import classes from './Thanks.module.css'
import { useMyTeams } from './useThanks'
import { WallTab } from './WallTab'

const GiveThanks = lazy(() => import('./GiveThanks'))

/** What went well: the wall of thanks of one's team, its digest of the week, and for leads what only they see. */
export default function ThanksPage({ me, tab, week }: { me: Me; tab: string | undefined; week: string | undefined }) {
  const { mine, team, choose } = useMyTeams()
  const [giving, setGiving] = useState(false)
  if (!mine) return <Page title="Thanks"><Text c="var(--hub-quiet)" role="status">Reading the wall</Text></Page>
  if (!team) return <Page title="Thanks"><Empty title="You are in no team yet" text="Thanks are given within a team. A lead can add you to theirs."><Link to="/team">To the teams</Link></Empty></Page>
  const lead = team.members.some(m => m.userId === me.id && m.lead)
  const at = tab === 'digest' || (tab === 'lead' && lead) ? tab : 'wall'
  return (
    <Page title="Thanks">
      <div className={classes.bar}>
        <nav aria-label="Thanks" className={classes.tabs}>
          <Link to="/thanks" aria-current={at === 'wall' ? 'page' : undefined}>Wall</Link>
          <Link to="/thanks/digest" aria-current={at === 'digest' ? 'page' : undefined}>Digest</Link>
          {lead && <Link to="/thanks/lead" aria-current={at === 'lead' ? 'page' : undefined}>For leads</Link>}
        </nav>
        {mine.length > 1 && <NativeSelect aria-label="Team" size="md" value={team.id} onChange={e => choose(e.currentTarget.value)} data={mine.map(t => ({ value: t.id, label: t.name }))} />}
        {at === 'wall' && <Button className={classes.give!} leftSection={<IconHeartHandshake size={20} stroke={1.7} aria-hidden />} onClick={() => setGiving(true)}>Give thanks</Button>}
      </div>
      {at === 'wall' && <WallTab key={team.id} team={team} lead={lead} />}
      {at === 'digest' && <DigestTab key={team.id} team={team} week={week} />}
      {at === 'lead' && <LeadTab key={team.id} team={team} />}
      {giving && <Suspense fallback={null}><GiveThanks team={team} close={() => setGiving(false)} /></Suspense>}
    </Page>
  )
}
