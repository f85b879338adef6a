import { Refusal } from '../api/http'

/** Why something was not answered, for whoever waits. */
export function problemWords(error: unknown): string {
  return error instanceof Refusal ? error.detail : 'Care Hub cannot be reached. Nothing was lost; try again in a moment.'
}
