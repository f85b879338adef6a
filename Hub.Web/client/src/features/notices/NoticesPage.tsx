import { Button, Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import { Link } from 'wouter'
import type { Id, Notice } from '../../api/types'
import { count } from '../../ui/names'
import { Lines, Page, Section } from '../../ui/Page'
import { NoticeEntry } from './NoticeEntry'
import classes from './Notices.module.css'
import { seen, useNotices } from './useNotices'

/** What I was told, newest first. What comes while I read waits behind a button, so that nothing moves under my eyes. */
export default function NoticesPage() {
  const { loaded, items } = useNotices()
  const [shown, setShown] = useState<ReadonlySet<Id>>()
  // New is what had not been seen when it came into view.
  const [fresh, setFresh] = useState<ReadonlySet<Id>>(new Set())
  const show = (all: readonly Notice[]) => {
    const unseen = all.filter(n => !n.seen).map(n => n.id)
    setShown(new Set(all.map(n => n.id)))
    setFresh(before => new Set([...before, ...unseen]))
    seen(unseen)
  }
  useEffect(() => { if (loaded && !shown) show(items) })
  if (!shown) return <Page title="Notices"><Text c="var(--hub-quiet)" role="status">Reading what you were told</Text></Page>
  const later = items.filter(n => !shown.has(n.id)).length
  const open = items.filter(n => shown.has(n.id) && !n.done)
  const done = items.filter(n => shown.has(n.id) && n.done)
  return (
    <Page title="Notices" aside={<Link to="/me#told" className={classes.bell!}>How I am told</Link>}>
      {later > 0 && <div className={classes.later}><Button radius="xl" size="sm" onClick={() => show(items)}>{count(later, 'new notice')}</Button></div>}
      <Section title={open.length === 0 ? 'Nothing new for you.' : `For you · ${open.length}`}>
        {open.length === 0
          ? <Text c="var(--hub-quiet)">Nudges, reminders and thanks stand here, each with the reason why you got it.</Text>
          : <Lines>{open.map(n => <NoticeEntry key={n.id} notice={n} fresh={fresh.has(n.id)} />)}</Lines>}
      </Section>
      {done.length > 0 && <Section title="Done"><Lines>{done.map(n => <NoticeEntry key={n.id} notice={n} fresh={false} />)}</Lines></Section>}
    </Page>
  )
}
