import type { Id } from '../../api/types'

/** Hands a text to the browser as a file of the person's own. The name says nothing of what is in it. */
export function download(text: string, type: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

export function minutesName(id: Id, format: 'json' | 'fhir'): string {
  return `minutes-${id}${format === 'fhir' ? '.fhir' : ''}.json`
}
