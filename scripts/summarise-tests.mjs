/** What a test may need that not every machine has, by what its full name says. */
const OPTIONAL = [
  ['Chromium', /chromium/i],
  ['PostgreSQL', /postgres/i],
  ['qpdf, poppler and LibreOffice', /dokumentprogram/i],
  ['delat underlag', /delat underlag/i],
]
/** Data that is not in the repository: may be missing anywhere. */
const SHARED_DATA = /delat underlag/i

/**
 * The end of `npm test`. With `required` set a skipped test is a failure, except the layer over shared data.
 * @param {{ isOk: boolean }[]} checks each counts as one test
 * @param {{ testResults: { name: string, status: string, assertionResults: { fullName: string, status: string }[] }[] } | null} report
 *   Vitest's JSON report; null when it left none
 * @param {{ exitCode: number, required: string }} run Vitest's exit code, and SAMSYN_REQUIRE
 * @returns {{ lines: string[], failed: number }}
 */
export function summariseTests(checks, report, { exitCode, required }) {
  const tests = report ? outcomes(report) : [{ name: 'vitest left no report', outcome: 'failed' }]
  const count = (outcome) => tests.filter((test) => test.outcome === outcome).length
  const skipped = tests.filter((test) => test.outcome === 'skipped')
  const mustRun = required === '' ? [] : skipped.filter((test) => !SHARED_DATA.test(test.name))
  const passed = checks.filter((check) => check.isOk).length + count('passed')
  let failed = checks.length - checks.filter((check) => check.isOk).length + count('failed') + mustRun.length
  // Vitest also leaves with an error for what belongs to no test: an unhandled rejection, a crash, no tests at all.
  if (exitCode !== 0 && count('failed') === 0) failed += 1
  const left = skipped.length - mustRun.length
  return {
    lines: [
      ...describeSkipped(skipped),
      ...mustRun.map((test) => `FAIL skipped although SAMSYN_REQUIRE=${required}: ${test.name}`),
      `${passed} passed, ${failed} failed${left > 0 ? `, ${left} skipped` : ''}`,
    ],
    failed,
  }
}

/** One entry per test, and one failure for every file that could not even be loaded. */
function outcomes(report) {
  return report.testResults.flatMap((suite) => {
    const inFile = suite.assertionResults.map((result) => ({
      name: result.fullName,
      outcome: result.status === 'passed' || result.status === 'failed' ? result.status : 'skipped',
    }))
    const isBroken = suite.status === 'failed' && !inFile.some((test) => test.outcome === 'failed')
    return isBroken ? [...inFile, { name: suite.name, outcome: 'failed' }] : inFile
  })
}

function describeSkipped(skipped) {
  const named = OPTIONAL.flatMap(([label, pattern]) => {
    const n = skipped.filter((test) => pattern.test(test.name)).length
    return n > 0 ? [`skipped: ${n} that need ${label}`] : []
  })
  const others = skipped.filter((test) => !OPTIONAL.some(([, pattern]) => pattern.test(test.name)))
  return [...named, ...others.map((test) => `skipped: ${test.name}`)]
}
