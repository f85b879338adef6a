/**
 * The formatting of messages: a small part of CommonMark, as one writes it in a hurry. **strong**, *emphasis*, `code`, fenced code, lists,
 * quotes, [links](https://…) and plain addresses. Never HTML, never pictures. What could mean something clinical stays as it was written:
 * "> 38.5" is no quote, "5*3*2" no emphasis, and a list keeps its own numbers.
 */

export type Inline =
  | { is: 'text' | 'code' | 'mention'; text: string }
  | { is: 'strong' | 'emphasis'; parts: Inline[] }
  | { is: 'link'; href: string; parts: Inline[] }

export type Block =
  | { is: 'paragraph'; parts: Inline[] }
  | { is: 'code'; text: string }
  | { is: 'quote'; blocks: Block[] }
  | { is: 'list'; items: { number: number | null; parts: Inline[] }[] }

const DEEPEST = 4
const LONGEST_URL = 2000
const LONGEST_LABEL = 500
const item = /^ {0,3}(?:[-*•]|(\d{1,9})[.)])[ \t]+(?=\S)/
const quote = /^ {0,3}> ?(?!\s*[\d.,<>=≤≥-])(?=\s*\S)/
const fence = /^ {0,3}```\s*/

/** @param mentions what stands for a person or the room, with its @, e.g. "@Rosa Delgado" */
export function parse(text: string, mentions: readonly string[] = []): Block[] {
  return blocks(text.split('\n'), [...mentions].sort((a, b) => b.length - a.length), 0)
}

/** The address, when it is one that may be followed: http, https or mailto. */
export function safeHref(address: string): string | null {
  if (address.length > LONGEST_URL || !/^(https?:\/\/|mailto:)/i.test(address) || /[\s\u0000-\u001f\u007f"<>\\^`{|}]/.test(address)) return null
  try {
    const url = new URL(address)
    if (url.protocol === 'mailto:') return url.href
    return (url.protocol === 'https:' || url.protocol === 'http:') && url.hostname !== '' && url.username === '' && url.password === '' ? url.href : null
  } catch {
    return null
  }
}

function blocks(lines: readonly string[], mentions: readonly string[], depth: number): Block[] {
  const found: Block[] = []
  let paragraph: string[] = []
  let openEnded = false
  const end = () => {
    if (paragraph.length > 0) found.push({ is: 'paragraph', parts: inline(paragraph.join('\n'), mentions, 0) })
    paragraph = []
  }
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!
    if (line.trim() === '') { end(); continue }
    if (!openEnded && fence.test(line)) {
      const close = lines.findIndex((l, at) => at > i && fence.test(l) && l.trim() === '```')
      if (close > i) {
        end()
        // What stands on the fence's own line is shown too: CommonMark takes it for the name of a language, here it may be the dose.
        const besideFence = line.replace(fence, '')
        found.push({ is: 'code', text: [...(besideFence ? [besideFence] : []), ...lines.slice(i + 1, close)].join('\n') })
        i = close
        continue
      }
      openEnded = true
    }
    if (depth < DEEPEST && quote.test(line)) {
      end()
      const inner: string[] = []
      while (i < lines.length && quote.test(lines[i]!)) inner.push(lines[i++]!.replace(quote, ''))
      i--
      found.push({ is: 'quote', blocks: blocks(inner, mentions, depth + 1) })
      continue
    }
    if (item.test(line)) {
      end()
      const items: { number: number | null; text: string }[] = []
      for (; i < lines.length; i++) {
        const next = lines[i]!
        const match = item.exec(next)
        if (match) items.push({ number: match[1] === undefined ? null : Number(match[1]), text: next.slice(match[0].length) })
        else if (/^ {2,}\S/.test(next) && !fence.test(next)) items.at(-1)!.text += '\n' + next.trim()
        else break
      }
      i--
      found.push({ is: 'list', items: items.map(({ number, text }) => ({ number, parts: inline(text, mentions, 0) })) })
      continue
    }
    paragraph.push(line)
  }
  end()
  return found
}

const letter = /[\p{L}\p{N}]/u

/** One pass; a mark without its end is looked for once and then stands for itself, so that no text takes long. */
function inline(text: string, mentions: readonly string[], depth: number): Inline[] {
  const parts: Inline[] = []
  const hopeless = new Set<string>()
  let plain = ''
  const flush = () => {
    if (plain !== '') parts.push({ is: 'text', text: plain })
    plain = ''
  }
  for (let at = 0; at < text.length;) {
    const c = text[at]!
    const part = c === '\\' && /[\\`*_[\]]/.test(text[at + 1] ?? '') ? { size: 2, plain: text[at + 1]! }
      : c === '`' ? code(text, at, hopeless)
      : c === '*' || c === '_' ? emphasis(text, at, mentions, depth, hopeless)
      : c === '[' ? link(text, at, mentions, depth)
      : c === 'h' || c === 'H' ? address(text, at)
      : c === '@' ? mention(text, at, mentions)
      : null
    if (!part) { plain += c; at++; continue }
    if ('plain' in part) plain += part.plain
    else { flush(); parts.push(part.inline) }
    at += part.size
  }
  flush()
  return parts
}

type Found = { size: number; inline: Inline } | { size: number; plain: string } | null

function code(text: string, at: number, hopeless: Set<string>): Found {
  if (hopeless.has('`')) return null
  const end = text.indexOf('`', at + 1)
  if (end < 0) { hopeless.add('`'); return null }
  return end > at + 1 ? { size: end + 1 - at, inline: { is: 'code', text: text.slice(at + 1, end) } } : { size: 2, plain: '``' }
}

function emphasis(text: string, at: number, mentions: readonly string[], depth: number, hopeless: Set<string>): Found {
  const mark = text.startsWith('**', at) ? '**' : text[at]!
  const from = at + mark.length
  // Within a word, or before a space, it is what was meant: 5*3, snake_case.
  if (depth >= DEEPEST || hopeless.has(mark) || letter.test(text[at - 1] ?? '') || !/\S/.test(text[from] ?? '') || text[from] === mark[0]) return { size: mark.length, plain: mark }
  for (let tries = 0, end = text.indexOf(mark, from + 1); end >= 0 && tries < 20; tries++, end = text.indexOf(mark, end + 1)) {
    const longer = mark.length === 1 && (text[end + 1] === mark || text[end - 1] === mark)
    if (longer || /\s/.test(text[end - 1]!) || letter.test(text[end + mark.length] ?? '')) continue
    return { size: end + mark.length - at, inline: { is: mark === '**' ? 'strong' : 'emphasis', parts: inline(text.slice(from, end), mentions, depth + 1) } }
  }
  if (text.indexOf(mark, from + 1) < 0) hopeless.add(mark)
  return { size: mark.length, plain: mark }
}

function link(text: string, at: number, mentions: readonly string[], depth: number): Found {
  const middle = text.slice(at, at + LONGEST_LABEL).indexOf('](')
  if (middle < 2 || depth >= DEEPEST) return null
  const start = at + middle + 2
  const length = text.slice(start, start + LONGEST_URL).indexOf(')')
  const href = length > 0 ? safeHref(text.slice(start, start + length)) : null
  if (href === null) return null
  // A link within a link would be two things to press.
  const parts = inline(text.slice(at + 1, at + middle), mentions, DEEPEST).map(p => (p.is === 'link' ? { is: 'text' as const, text: p.href } : p))
  return { size: middle + 2 + length + 1, inline: { is: 'link', href, parts } }
}

function address(text: string, at: number): Found {
  if (letter.test(text[at - 1] ?? '')) return null
  const found = /^https?:\/\/[^\s<>"`]+/i.exec(text.slice(at, at + LONGEST_URL))?.[0].replace(/[.,;:!?'")\]*_]+$/, '')
  const href = found ? safeHref(found) : null
  return found && href !== null ? { size: found.length, inline: { is: 'link', href, parts: [{ is: 'text', text: found }] } } : null
}

function mention(text: string, at: number, mentions: readonly string[]): Found {
  const name = mentions.find(m => text.startsWith(m, at) && !letter.test(text[at + m.length] ?? ''))
  return name === undefined ? null : { size: name.length, inline: { is: 'mention', text: name } }
}
