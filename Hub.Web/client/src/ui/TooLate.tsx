import { Button } from '@mantine/core'
import classes from './TooLate.module.css'

/** What one was writing when its time was over, to be taken from here to where it belongs now. @param name of the part, and its first words */
export function TooLate({ name, why, text, drop }: { name: string; why: string; text: string; drop: () => void }) {
  return (
    <section aria-label={name} className={classes.late}>
      <h3>{name}: {why}</h3>
      <p>{text}</p>
      <Button variant="default" h={44} onClick={drop}>Throw it away</Button>
    </section>
  )
}
