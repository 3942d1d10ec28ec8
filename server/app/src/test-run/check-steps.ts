import { runProgram } from './run-program.ts'
import type { Program } from './run-program.ts'
import type { Step } from './step.ts'

/** Format, lint, types, generated files, unused code: each counts as one. */
export const checkSteps: readonly Step[] = [
  check('format', [{ program: 'oxfmt', args: ['--check', '.'] }]),
  check('lint', [{ program: 'oxlint', args: ['--deny-warnings'] }]),
  check('types', [{ program: 'tsc', args: ['-p', '.'] }]),
  check('types of the console', [
    { folder: 'web/app', program: 'svelte-kit', args: ['sync'] },
    { folder: 'web/app', program: 'svelte-check', args: ['--fail-on-warnings'] },
  ]),
  check('generated files', [{ program: 'node', args: ['server/app/src/generate.ts', '--check'] }]),
  check('unused code', [{ program: 'knip', args: [] }]),
]

/** Passes when every program does; the output of one that fails is shown. */
function check(title: string, programs: readonly Program[]): Step {
  return {
    title,
    run: async () => {
      for (const program of programs) {
        const { ok, output } = await runProgram(program)
        if (ok) continue
        process.stdout.write(`${output.trimEnd()}\n`)
        return { passed: 0, failed: 1 }
      }
      return { passed: 1, failed: 0 }
    },
  }
}
