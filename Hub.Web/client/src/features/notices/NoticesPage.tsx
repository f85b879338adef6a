import { Button, Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import { Link } from 'wouter'
import { count } from '../../ui/names'
import { Lines, Page, Section } from '../../ui/Page'
import { NoticeEntry } from './NoticeEntry'
import classes from './Notices.module.css'
import { seen, useNotices } from './useNotices'

/** What I was told, newest first. What comes while I read waits behind a button, so that nothing moves under my eyes. */
export default function NoticesPage() {
  const { loaded, items, told } = useNotices()
  // In the order in which they came into view: one that is told again stays where it stands.
  const [shown, setShown] = useState<readonly string[]>()
  // New is what had not been seen when it came into view.
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set())
  const show = () => {
    setShown(told.map(t => t.key))
    setFresh(before => new Set([...before, ...told.filter(t => !t.notice.seen).map(t => t.key)]))
    seen(items.filter(n => !n.seen).map(n => n.id))
  }
  useEffect(() => { if (loaded && !shown) show() })
  if (!shown) return <Page title="Notices"><Text c="var(--hub-quiet)" role="status">Reading what you were told</Text></Page>
  const known = new Map(told.map(t => [t.key, t]))
  const there = shown.flatMap(key => known.get(key) ?? [])
  const open = there.filter(t => !t.notice.done)
  const done = there.filter(t => t.notice.done)
  const later = told.length - there.length
  return (
    <Page title="Notices" aside={<Link to="/me#told" className={classes.bell!}>How I am told</Link>}>
      {later > 0 && <div className={classes.later}><Button radius="xl" size="sm" onClick={show}>{count(later, 'new notice')}</Button></div>}
      <Section title={open.length === 0 ? 'Nothing new for you.' : `For you · ${open.length}`}>
        {open.length === 0
          ? <Text c="var(--hub-quiet)">Nudges, reminders and thanks stand here, each with the reason why you got it.</Text>
          : <Lines>{open.map(t => <NoticeEntry key={t.key} told={t} fresh={fresh.has(t.key)} />)}</Lines>}
      </Section>
      {done.length > 0 && <Section title="Done"><Lines>{done.map(t => <NoticeEntry key={t.key} told={t} fresh={false} />)}</Lines></Section>}
    </Page>
  )
}
