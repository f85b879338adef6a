import { Button } from '@mantine/core'
import classes from './Review.module.css'

/** What one was writing when its time was over: it can be taken from here to where it belongs. */
export function TooLate({ name, title, text, drop }: { name: string; title: string; text: string; drop: () => void }) {
  return (
    <section aria-label={name} className={classes.notes}>
      <h3>{title}</h3>
      <p className={classes.begun}>{text}</p>
      <Button variant="default" onClick={drop}>Throw it away</Button>
    </section>
  )
}
