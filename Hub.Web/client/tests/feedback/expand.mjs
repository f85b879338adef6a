// Expands rules with npm's rrule, for Hub.Tests/Feedback/RruleComparisonTests: reads a file of lines "start until rule" and writes a line of dates for each.
// Local times are taken for UTC: there are no clock changes in them, and rrule has no other notion of a local time.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const MOST = 40
const { RRule } = nearEnd(createRequire(import.meta.url))

// A rule that never gives a date is followed to the year 9999, a quarter of a second each: the end of time is brought nearer.
function nearEnd(require) {
  const source = readFileSync(require.resolve('rrule'), 'utf8')
  const near = source.replace('var MAXYEAR = 9999', 'var MAXYEAR = 2060')
  if (near === source) throw new Error('rrule no longer says MAXYEAR.')
  const module = { exports: {} }
  new Function('module', 'exports', 'require', near)(module, module.exports, require)
  return module.exports
}

const lines = readFileSync(process.argv[2], 'utf8').trimEnd().split('\n')
const written = lines.map(line => {
  const [start, horizon, text] = line.split(' ')
  const options = RRule.parseString(text)
  options.dtstart = new Date(`${start}:00Z`)
  const end = new Date(`${horizon}:00Z`)
  if (!options.until || options.until > end) options.until = end
  return new RRule(options).all((_, i) => i < MOST).map(d => d.toISOString().slice(0, 16)).join(' ')
})
process.stdout.write(`${written.join('\n')}\n`)
