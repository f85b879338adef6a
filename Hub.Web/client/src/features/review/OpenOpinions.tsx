import { Button, Popover, Textarea } from '@mantine/core'
import { useState } from 'react'
import type { ReviewCase } from '../../api/types'
import type { Act } from '../../app/useAct'
import classes from './Review.module.css'

/** Opens the blind round: free words, or options that the chair sets. */
export function OpenOpinions({ of: c, act }: { of: ReviewCase; act: Act }) {
  const [open, setOpen] = useState(false)
  const [options, setOptions] = useState('')
  const list = options.split('\n').map(o => o.trim()).filter(Boolean)
  return (
    <Popover opened={open} onChange={setOpen} position="top-start" width={300} trapFocus returnFocus>
      <Popover.Target><Button h={44} onClick={() => setOpen(o => !o)}>Ask for opinions</Button></Popover.Target>
      <Popover.Dropdown>
        <form className={classes.popover} aria-label="Ask for opinions" onSubmit={e => { e.preventDefault(); void act({ type: 'openOpinions', caseId: c.caseId, ...(list.length > 0 && { options: list }) }).then(() => setOpen(false)) }}>
          <Textarea label="Options, one a line" description="Leave it empty for positions in one's own words." autosize minRows={2} value={options} onChange={e => setOptions(e.currentTarget.value)} />
          <Button type="submit">Open, unseen by each other</Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  )
}
