import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { generatedFiles } from './generate/generated-files.ts'

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } })

const root = new URL('../../../', import.meta.url)
let stale = 0
for (const { path, content } of generatedFiles()) {
  const file = fileURLToPath(new URL(path, root))
  const present = await readFile(file, 'utf8').catch(() => '')
  if (present === content) continue
  stale += 1
  process.stdout.write(values.check ? `${path} is not up to date.\n` : `${path} written.\n`)
  if (!values.check) await writeFile(file, content)
}
if (values.check && stale > 0) {
  process.stderr.write('Run `npx -y pnpm@12 generate` and commit what it writes.\n')
  process.exitCode = 1
}
