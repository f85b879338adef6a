import classes from './PersonAvatar.module.css'
import { initials } from './names'

/** A ring colour for each discipline, told apart also by name wherever it matters. */
const rings: Record<string, string> = {
  physician: '#3566b8', 'nurse practitioner': '#0b7a75', nurse: '#2f8a4c', pharmacist: '#8a4fb0', radiologist: '#5b6b7a',
  'social worker': '#b0622a', physiotherapist: '#a8456b', 'team lead': '#7a6a12',
}

interface Props {
  name: string
  discipline?: string
  size?: number
  present?: boolean
}

/** Decorative: the name always stands beside it or labels what it is part of. */
export function PersonAvatar({ name, discipline = '', size = 36, present }: Props) {
  return (
    <span className={classes.avatar} aria-hidden style={{ width: size, height: size, fontSize: size * 0.36, borderColor: rings[discipline.toLowerCase()] ?? 'var(--hub-quiet)' }}>
      {initials(name)}
      {present && <span className={classes.present} />}
    </span>
  )
}
