import { Button, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { Page, Section } from '../../ui/Page'
import { ReviewLines } from './ReviewLines'
import { useReviews } from './useReviews'

const CreateRoom = lazy(() => import('../rooms/CreateRoom'))

/** My case reviews: the live ones, those to come with what is not ready, and those that were. */
export default function ReviewsPage() {
  const [creating, setCreating] = useState(false)
  const { live, next, open, over, loaded, failed } = useReviews()
  return (
    <Page title="Reviews">
      {!loaded && <Text c="var(--hub-quiet)" role={failed ? 'alert' : 'status'}>{failed ? 'Your reviews could not be read. They will be shown when the connection is back.' : 'Reading your reviews'}</Text>}
      {live.length > 0 && <Section title="Live now"><ReviewLines reviews={live} /></Section>}
      {next.length > 0 && <Section title="Next"><ReviewLines reviews={next} /></Section>}
      {open.length > 0 && <Section title="No time is set"><ReviewLines reviews={open} /></Section>}
      {over.length > 0 && <Section title="Closed"><ReviewLines reviews={over} /></Section>}
      {loaded && live.length + next.length + open.length + over.length === 0 && <Text c="var(--hub-quiet)">You are in no case review yet.</Text>}
      <Button variant="default" mt="md" leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setCreating(true)}>New review</Button>
      {creating && <Suspense fallback={null}><CreateRoom kind="caseReview" close={() => setCreating(false)} /></Suspense>}
    </Page>
  )
}
