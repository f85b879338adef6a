import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse, safeHref, type Block, type Inline } from '../../src/features/talk/markdown'

const words = (parts: Inline[]): string => parts.map(p => ('text' in p ? p.text : words(p.parts))).join('')
const shape = (parts: Inline[]): string => parts.map(p => ('text' in p ? (p.is === 'text' ? p.text : `<${p.is}>${p.text}</>`) : `<${p.is}>${shape(p.parts)}</>`)).join('')
const of = (text: string, mentions: string[] = []): string => parse(text, mentions).map(function draw(b: Block): string {
  switch (b.is) {
    case 'paragraph': return `p(${shape(b.parts)})`
    case 'code': return `pre(${b.text})`
    case 'quote': return `q(${b.blocks.map(draw).join('')})`
    case 'list': return `l(${b.items.map(i => `${i.number ?? '-'}:${shape(i.parts)}`).join('|')})`
  }
}).join('')

describe('formatting', () => {
  it.each([
    ['**Potassium** 6.1, *repeating* `now`', 'p(<strong>Potassium</> 6.1, <emphasis>repeating</> <code>now</>)'],
    ['a **b *c* d** e', 'p(a <strong>b <emphasis>c</> d</> e)'],
    ['one\ntwo\n\nthree', 'p(one\ntwo)p(three)'],
    ['- 5 mg\n- 10 mg\n  at night\nthen', 'l(-:5 mg|-:10 mg\nat night)p(then)'],
    ['4. four\n7) seven', 'l(4:four|7:seven)'],
    ['> as she said\n> twice', 'q(p(as she said\ntwice))'],
    ['```\n**raw** <b>\n```', 'pre(**raw** <b>)'],
    ['``` 5 mg at night\nthen 10 mg\n```', 'pre(5 mg at night\nthen 10 mg)'],
    ['```\nnever ends', 'p(```\nnever ends)'],
    ['[BNF](https://bnf.org/x) and https://example.org/a_b.', 'p(<link>BNF</> and <link>https://example.org/a_b</>.)'],
    ['[x](javascript:alert(1))', 'p([x](javascript:alert(1)))'],
    ['![x](https://example.org/p.png)', 'p(!<link>x</>)'],
    ['<script>alert(1)</script>', 'p(<script>alert(1)</script>)'],
  ])('%s', (text, expected) => expect(of(text)).toBe(expected))

  it.each(['> 38.5 give paracetamol', '>38.5', '> = 5', '5*3*2 = 30', 'K*Na*Cl', '2 * 3 * 4', 'snake_case_name', '-5 and -6', '**', '** see note **', '_', '`', '[', 'Hb >10 <12'])(
    'what may be clinical stays as it was written: %s', text => expect(of(text)).toBe(`p(${text})`))

  it('marks those who are mentioned, the longest name first, and nobody else', () =>
    expect(of('@Rosa Delgado and @Rosa, not @Rosaline or @Chen', ['@Rosa', '@Rosa Delgado'])).toBe('p(<mention>@Rosa Delgado</> and <mention>@Rosa</>, not @Rosaline or @Chen)'))

  const marks = fc.constantFrom('*', '**', '_', '`', '```', '\n', '\n\n', '> ', '- ', '1. ', '[', '](', ')', 'https://', 'http://a.b', 'javascript:', 'mailto:', '@', '\\', '<', '"', ' ', 'a', '1', '\u0000', '\ud83d')
  const anyText = fc.array(fc.oneof({ weight: 4, arbitrary: marks }, { weight: 1, arbitrary: fc.string() }), { maxLength: 80 }).map(p => p.join(''))

  it('never throws, never loses a letter or digit, and follows no unsafe address', () => {
    fc.assert(fc.property(anyText, text => {
      const all = parse(text, ['@a', '@1'])
      const seen = { said: '' }
      const walk = (parts: Inline[]) => parts.forEach(p => {
        if (p.is === 'link') { expect(p.href).toMatch(/^(https?:\/\/[^/]|mailto:)/); expect(safeHref(p.href)).not.toBeNull() }
        if ('text' in p) seen.said += p.text
        else { if (p.is === 'link') seen.said += p.href; walk(p.parts) }
      })
      const visit = (b: Block): void => {
        if (b.is === 'code') seen.said += b.text
        else if (b.is === 'quote') b.blocks.forEach(visit)
        else if (b.is === 'list') b.items.forEach(i => { seen.said += String(i.number ?? ''); walk(i.parts) })
        else walk(b.parts)
      }
      all.forEach(visit)
      const count = (s: string, c: string) => s.split(c).length - 1
      expect(count(seen.said, 'a')).toBeGreaterThanOrEqual(count(text, 'a'))
    }), { numRuns: 3000 })
  })

  it('takes no longer for what looks like much', () => {
    for (const text of ['*'.repeat(32_000), '**a '.repeat(8000), '['.repeat(32_000), '[a]('.repeat(8000), '`a'.repeat(16_000), '_a '.repeat(10_000), '> '.repeat(16_000), '```\n'.repeat(8000), 'http://'.repeat(4500)]) {
      const began = performance.now()
      parse(text)
      expect(performance.now() - began).toBeLessThan(1500)
    }
  })

  it.each(['javascript:alert(1)', 'JaVaScRiPt:alert(1)', 'data:text/html,x', 'vbscript:x', 'file:///etc', '//evil.example', 'https://', 'https://user:pw@evil.example', 'http://a b', ' https://a.b', 'blob:https://a.b/1', 'https:evil', 'x'.repeat(3000)])(
    'does not follow %s', address => expect(safeHref(address)).toBeNull())
  it.each(['https://example.org/a?b=c#d', 'http://localhost:5080', 'mailto:ward4@example.org'])('follows %s', address => expect(safeHref(address)).not.toBeNull())

  it('says the words that were written', () => expect(words((parse('a **b** `c`')[0] as { parts: Inline[] }).parts)).toBe('a b c'))
})
