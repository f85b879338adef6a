import type { MouseEvent } from 'react'

/** For a bar of buttons: the second press of a double click is none. By then the next step may stand where the first one stood, and a case that is closed by a slip stays closed. */
export function onlyFirstPress(e: MouseEvent): void {
  if (e.detail < 2 || !(e.target as Element).closest('button')) return
  e.preventDefault()
  e.stopPropagation()
}
