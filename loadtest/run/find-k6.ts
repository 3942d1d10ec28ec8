import { execFileSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { CannotRun } from './cannot-run.ts'

/** k6 as it was found. */
export type FoundK6 = { readonly path: string; readonly version: string }

/** The version that this was tried with. */
const TRIED = 'v1.8.1'
const HOW = `Get it with "go install go.k6.io/k6@${TRIED}" where Go is, or from https://grafana.com/docs/k6/latest/set-up/install-k6/, and start again.`

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Finds k6 on the path, or where Go installs programs.
 * @throws CannotRun with how to get it, when there is none or one that knows no TypeScript
 */
export const findK6 = (environment: Environment = process.env): FoundK6 => {
  const path = placesOf(environment)
    .map((folder) => join(folder, 'k6'))
    .find(isProgram)
  if (path === undefined) throw new CannotRun(`k6 was found neither on the path nor where Go installs programs. ${HOW}`)
  const version = /v(\d+)\.\d+\.\d+/.exec(output(path, ['version'], environment) ?? '')
  if (Number(version?.[1] ?? 0) < 1) throw new CannotRun(`${path} is no k6 of version 1 or later. ${HOW}`)
  return { path, version: version?.[0] ?? '' }
}

const placesOf = (environment: Environment): readonly string[] => {
  const gopath = output('go', ['env', 'GOPATH'], environment)?.trim() || environment['GOPATH'] || join(homedir(), 'go')
  const onPath = (environment['PATH'] ?? '').split(delimiter)
  return [...onPath, ...gopath.split(delimiter).map((folder) => join(folder, 'bin'))].filter((folder) => folder !== '')
}

const isProgram = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

const output = (program: string, args: readonly string[], env: Environment): string | undefined => {
  try {
    return execFileSync(program, args, { env, encoding: 'utf8', timeout: 10_000, stdio: ['ignore', 'pipe', 'ignore'] })
  } catch {
    return undefined
  }
}
