import { parseArgs } from 'node:util'
import { StartRefused } from '@zhikong/core'

type Environment = Readonly<Record<string, string | undefined>>

/** The settings of the environment; `--role api` on the command line is `ROLE=api`. Throws StartRefused. */
export function withRoleArgument(environment: Environment, args: readonly string[]): Environment {
  try {
    const { values } = parseArgs({ args: [...args], options: { role: { type: 'string' } } })
    return values.role === undefined ? environment : { ...environment, ROLE: values.role }
  } catch {
    throw new StartRefused('The only argument is --role with api, worker or all; all else is set in the environment.')
  }
}
