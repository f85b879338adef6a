const SCAN = 0xda
const END = 0xd9

/**
 * A JPEG without what stands behind its end: some phones write a film or notes of their own there, and the server takes nothing behind a picture's end.
 * Further whole pictures stay. What this cannot follow stays as it is; the server says what is wrong with it.
 */
export async function withoutTrailer(file: Blob): Promise<Blob> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  let end = 0
  for (let next = endOfPicture(bytes, 0); next !== null; next = endOfPicture(bytes, next)) end = next
  return end === 0 || end === bytes.length ? file : file.slice(0, end, file.type)
}

/** Where the picture that begins at `at` ends (ITU-T T.81, annex B); null when none begins there or it does not end. */
export function endOfPicture(bytes: Uint8Array, at: number): number | null {
  if (bytes[at] !== 0xff || bytes[at + 1] !== 0xd8 || bytes[at + 2] !== 0xff) return null
  let here = at + 2
  while (here + 1 < bytes.length) {
    if (bytes[here] !== 0xff) return null
    const marker = bytes[here + 1]!
    if (marker === 0xff) { here++; continue }
    if (marker === END) return here + 2
    if (marker === 1 || isRestart(marker)) { here += 2; continue }
    here += 2 + ((bytes[here + 2] ?? 0) << 8 | (bytes[here + 3] ?? 0))
    // A scan's data goes on to the next 0xFF that is neither stuffed nor a restart.
    if (marker === SCAN) while (here + 1 < bytes.length && (bytes[here] !== 0xff || bytes[here + 1] === 0 || isRestart(bytes[here + 1]!))) here++
  }
  return null
}

function isRestart(marker: number): boolean {
  return marker >= 0xd0 && marker <= 0xd7
}
