// Adds up test reports: each argument is name:exit code:file (CTRF of xunit, JSON of vitest).
// A runner that crashed, wrote no report or ran nothing counts as one failure.
import { readFileSync } from 'node:fs'

const total = { passed: 0, failed: 0, skipped: 0 }
// Where the time went, so that a run that grows long is noticed: the ten slowest classes, in seconds.
const slowest = tests => {
  const classes = new Map()
  for (const { name = '', duration = 0 } of tests) {
    const of = name.replace(/\(.*/s, '').split('.').slice(0, -1).join('.')
    classes.set(of, (classes.get(of) ?? 0) + duration / 1000)
  }
  return [...classes].sort((a, b) => b[1] - a[1]).slice(0, 10).map(([of, s]) => `${s.toFixed(0)} s ${of.replace('Hub.Tests.', '')}`)
}
const ctrf = ({ results: { summary: s, tests } }) =>
  [s.passed, s.failed + s.other, s.skipped + s.pending, tests.filter(t => t.status === 'failed').map(t => t.name)]
const vitest = r =>
  [r.numPassedTests, r.numFailedTests, r.numPendingTests + r.numTodoTests, r.testResults.flatMap(f =>
    f.assertionResults.filter(t => t.status === 'failed').map(t => t.fullName).concat(
      f.status === 'failed' && !f.assertionResults.length ? [`${f.name}: ${f.message}`] : []))]

for (const argument of process.argv.slice(2)) {
  const [name, code, file] = argument.split(/:(\d+):/)
  let passed = 0, failed = 0, skipped = 0, names = []
  try {
    const report = JSON.parse(readFileSync(file, 'utf8'))
    ;[passed, failed, skipped, names] = report.reportFormat === 'CTRF' ? ctrf(report) : vitest(report)
    if (report.reportFormat === 'CTRF') console.log(`${name}, slowest: ${slowest(report.results.tests).join(', ')}`)
  } catch (error) {
    console.log(`${name}: no report (${error.message})`)
  }
  for (const one of names) console.log(`${name}: failed: ${one}`)
  if (!failed && (code !== '0' || !passed)) {
    console.log(`${name}: ended with ${code} after ${passed} passed tests`)
    failed = 1
  }
  console.log(`${name}: ${passed} passed, ${failed} failed, ${skipped} skipped`)
  total.passed += passed
  total.failed += failed
  total.skipped += skipped
}

console.log(`${total.passed} passed, ${total.failed} failed${total.skipped ? `, ${total.skipped} skipped` : ''}`)
process.exitCode = total.failed ? 1 : 0
