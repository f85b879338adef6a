/** As much as the server takes of one message, in all its fields together. */
const LONGEST_BYTES = 32 * 1024

export const TOO_LONG = 'Not sent: longer than 32 KB of text. Shorten it or send it in parts. Your text is kept.'

export function isTooLong(...texts: string[]): boolean {
  return new TextEncoder().encode(texts.join('')).length > LONGEST_BYTES
}
