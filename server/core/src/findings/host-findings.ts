import type { Transaction } from 'kysely'
import type { AnyPlugin } from '../plugin.ts'
import type { FindingStep, FindingType, NewFinding, RaisedFinding } from './contract.ts'
import { raiseFinding } from './raise.ts'
import { reopenFinding, settleFinding } from './settle.ts'

/** The ledger of findings, as a plugin has it: in the transaction of its change, in the scope of the engine. */
export type HostFindings<Trx> = {
  /** All types that plugins and shared records declare, by code. */
  readonly types: ReadonlyMap<string, FindingType>
  /** Puts into the ledger what was found, of a type that the plugin declares; see `raiseFinding`. */
  readonly raise: (trx: Trx, finding: NewFinding) => Promise<RaisedFinding>
  /** Says that a finding is settled; false when it is not open. */
  readonly settle: (trx: Trx, findingId: string, step: FindingStep) => Promise<boolean>
  /** Opens one again that was settled; false when it is not. */
  readonly reopen: (trx: Trx, findingId: string, step: FindingStep) => Promise<boolean>
}

/** The ledger for one plugin; `need` refuses what it did not declare. */
export function findingsOfPlugin<Tables>(
  plugin: Pick<AnyPlugin, 'findingTypes'>,
  declared: readonly Pick<AnyPlugin, 'findingTypes'>[],
  need: (declared: boolean, what: string, name: string) => void,
): HostFindings<Transaction<Tables>> {
  const own = new Set(plugin.findingTypes?.map(({ code }) => code))
  return {
    types: new Map(declared.flatMap(({ findingTypes = [] }) => findingTypes.map((type) => [type.code, type]))),
    raise: async (trx, finding) => {
      need(own.has(finding.type), 'finding type', finding.type)
      return raiseFinding(trx, finding)
    },
    settle: settleFinding,
    reopen: reopenFinding,
  }
}
