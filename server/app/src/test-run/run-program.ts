import { spawn } from 'node:child_process'
import { delimiter, join } from 'node:path'

import { checkout } from '../process/folders.ts'

/** A program of a package's own `node_modules/.bin`; `folder` is the package's, from the root of the checkout. */
export type Program = {
  readonly folder?: string
  readonly program: string
  readonly args: readonly string[]
  /** Shows the output while it runs instead of giving it back. */
  readonly show?: boolean
}

/** Runs it to its end; the output is given back, so that a step that passes stays quiet. */
export async function runProgram({ folder = '.', program, args, show = false }: Program) {
  const cwd = join(checkout, folder)
  const path = [join(checkout, 'node_modules', '.bin'), process.env['PATH']].join(delimiter)
  const child = spawn(join(cwd, 'node_modules', '.bin', program), args, {
    cwd,
    env: { ...process.env, PATH: path },
    stdio: show ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const ok = await new Promise<boolean>((resolve) => {
    child.once('error', (error) => {
      output += error.message
      resolve(false)
    })
    child.once('close', (code) => resolve(code === 0))
  })
  return { ok, output }
}
