// Reads what "go test -json" wrote to the file that is named, and prints what a person needs of it: a line for each package,
// the whole output of tests that did not pass, and the tests that were skipped. Exits 1 if there are any of either.
import { readFileSync } from 'node:fs'

const packages = new Map() // name -> {result, output, tests: name -> {result, output}}
const rest = [] // of the build

for (const line of readFileSync(process.argv[2], 'utf8').split('\n').filter(Boolean)) {
  let e
  try {
    e = JSON.parse(line)
  } catch {
    rest.push(line + '\n')
    continue
  }
  if (e.Action === 'build-output') rest.push(e.Output)
  if (!e.Package) continue
  if (!packages.has(e.Package)) packages.set(e.Package, { output: [], tests: new Map() })
  const p = packages.get(e.Package)
  if (e.Test && !p.tests.has(e.Test)) p.tests.set(e.Test, { output: [] })
  const at = e.Test ? p.tests.get(e.Test) : p
  if (e.Action === 'output') at.output.push(e.Output)
  if (['pass', 'fail', 'skip'].includes(e.Action)) at.result = e.Action
}

let bad = false
const print = lines => process.stdout.write(lines.filter(l => !/^ *=== (RUN|PAUSE|CONT|NAME)/.test(l)).join(''))
print(rest)
for (const [name, p] of packages) {
  if (p.result === 'fail') {
    bad = true
    for (const t of p.tests.values()) if (t.result !== 'pass' && t.result !== 'skip') print(t.output)
    print(p.output)
  } else {
    print(p.output.filter(l => /^ok\s/.test(l)))
  }
  for (const [test, t] of p.tests) {
    if (t.result !== 'skip') continue
    bad = true
    console.log(`SKIPPED: ${name} ${test}: no test may be left out here`)
    print(t.output)
  }
}
process.exitCode = bad || packages.size === 0 ? 1 : 0
