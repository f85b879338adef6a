import type { Attachment } from '../../api/types'

/** "340 KB", "2.4 MB". */
export function sizeWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}

/** What stands for a message that has files and no text. */
export function fileWords(files: readonly Attachment[] | null | undefined): string {
  if (!files || files.length === 0) return ''
  const [one] = files
  return files.length === 1 ? `${one!.kind === 'pdf' ? 'Document' : 'Picture'}: ${one!.name}` : `${files.length} files: ${files.map(f => f.name).join(', ')}`
}

/** Box of a picture, so that nothing moves when it comes; on a narrow page it keeps its shape. */
export function boxOf(width: number | null | undefined, height: number | null | undefined): { width: number; aspectRatio: string } {
  const [w, h] = [width ?? 320, height ?? 240]
  const scale = Math.min(1, 320 / w, 240 / h)
  const [across, down] = [Math.max(64, Math.round(w * scale)), Math.max(48, Math.round(h * scale))]
  return { width: across, aspectRatio: `${across} / ${down}` }
}
