import { Refusal, spokenFor, Unreachable } from '../../api/http'
import type { Id } from '../../api/types'
import { withoutTrailer } from './jpeg'

/** What the server takes; the same list as its own. */
export const takes = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'application/pdf']
export const largest = 25 * 1024 * 1024
export const mostFiles = 10

export interface Sent {
  id: Id
}

/**
 * Sends one file, then the small picture of it if there is one; without that the file is as good. Its name travels in a header, never in the address.
 * @throws Refusal, Unreachable; AbortError when `signal` is aborted
 */
export async function upload(roomId: Id, file: Blob, name: string, thumbnail: Blob | null, progress: (share: number) => void, signal: AbortSignal): Promise<Sent> {
  const address = `/api/rooms/${roomId}/attachments`
  const content = file.type === 'image/jpeg' ? await withoutTrailer(file) : file
  const sent = await post(address, content, file.type, name, progress, signal)
  if (thumbnail) {
    await fetch(`${address}/${sent.id}/thumbnail`, { method: 'PUT', body: thumbnail, headers: { ...spokenFor(), 'content-type': thumbnail.type }, signal }).catch((error: unknown) => {
      if (signal.aborted) throw error
    })
  }
  return sent
}

// fetch does not say how far it is.
function post(address: string, content: Blob, type: string, name: string, progress: (share: number) => void, signal: AbortSignal): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const cancelled = () => reject(new DOMException('Cancelled', 'AbortError'))
    if (signal.aborted) return cancelled()
    request.open('POST', address)
    request.setRequestHeader('accept', 'application/json')
    for (const [name, value] of Object.entries(spokenFor())) request.setRequestHeader(name, value)
    request.setRequestHeader('content-type', type)
    request.setRequestHeader('content-disposition', `attachment; filename*=UTF-8''${extended(name)}`)
    request.upload.onprogress = event => { if (event.lengthComputable) progress(event.loaded / event.total) }
    request.onload = () => {
      const body = parse(request.responseText)
      if (request.status === 200 && typeof body?.id === 'string') return resolve({ id: body.id })
      if (request.status === 200 || request.status === 0 || request.status === 502 || request.status === 504) return reject(new Unreachable('The server cannot be reached.'))
      reject(new Refusal(request.status, String(body?.detail ?? `The server answered ${request.status}.`)))
    }
    request.onerror = () => reject(new Unreachable('The server cannot be reached.'))
    request.onabort = cancelled
    signal.addEventListener('abort', () => request.abort())
    request.send(content)
  })
}

/** A name as RFC 8187 spells it in a header. */
export function extended(name: string): string {
  // Half a surrogate, which a file's name can hold, cannot be spelled: it goes through bytes and comes back as a sign for what is missing.
  return encodeURIComponent(new TextDecoder().decode(new TextEncoder().encode(name))).replace(/['()*]/g, c => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
}

/** Why this file cannot be attached; null when nothing speaks against it here. The server looks again, and closer. */
export function unfit(file: Blob): string | null {
  if (!takes.includes(file.type)) return 'Pictures (PNG, JPEG, GIF, WebP) and PDF documents can be attached.'
  if (file.size > largest) return 'A file has at most 25 MB.'
  return file.size === 0 ? 'The file is empty.' : null
}

function parse(text: string): Record<string, unknown> | null {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return null
  }
}
