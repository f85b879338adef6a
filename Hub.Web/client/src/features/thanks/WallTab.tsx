import { Button, Text } from '@mantine/core'
import { useIntersection } from '@mantine/hooks'
import { IconArrowUp } from '@tabler/icons-react'
import { useState } from 'react'
import { Refusal } from '../../api/http'
import { api } from '../../api/routes'
import type { Command, Team } from '../../api/types'
import { commandId } from '../../sync/commandId'
import { Empty } from '../../ui/Empty'
import { count } from '../../ui/names'
import classes from './Thanks.module.css'
import { useWall } from './useThanks'
import { WallCard } from './WallCard'

/** The team's wall, live. */
export function WallTab({ team, lead }: { team: Team; lead: boolean }) {
  const { ref, entry } = useIntersection()
  const wall = useWall(team.id, entry?.isIntersecting ?? true)
  const [problem, setProblem] = useState<string | null>(null)

  const deed = async (command: Partial<Command> & { type: Command['type'] }) => {
    setProblem(null)
    try {
      await api.command(wall.room!, { ...command, id: commandId() } as Command)
      await wall.refetch()
    } catch (error) {
      setProblem(error instanceof Refusal ? error.detail : 'Not done: Care Hub cannot be reached. Try again in a moment.')
    }
  }
  const toTop = () => {
    wall.show()
    entry?.target.scrollIntoView()
  }
  return (
    <>
      <div ref={ref} className={classes.top} />
      {wall.isError && !wall.data && <Text role="alert" c="var(--hub-urgent)">The wall could not be read. The page tries again.</Text>}
      {problem && <Text role="alert" c="var(--hub-urgent)" mb="sm">{problem}</Text>}
      {wall.fresh > 0 && <Button className={classes.fresh!} size="sm" radius="xl" leftSection={<IconArrowUp size={16} aria-hidden />} onClick={toTop}>{count(wall.fresh, 'new', 'new')}</Button>}
      {wall.data && wall.entries.length === 0 && !wall.hasNextPage && <Empty title="No thanks yet" text="A few words are enough. Who made your week easier?" />}
      <ul className={classes.wall} aria-label={`Thanks in ${team.name}`}>
        {wall.entries.map(e => <WallCard key={e.id} entry={e} lead={lead} deed={deed} />)}
      </ul>
      {wall.hasNextPage && <Button variant="default" mt="md" loading={wall.isFetchingNextPage} onClick={() => void wall.fetchNextPage()}>Earlier thanks</Button>}
    </>
  )
}
