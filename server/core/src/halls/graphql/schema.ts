import type { Builder } from '../../graphql/builder.ts'
import type { Host } from '../../host.ts'
import type { Halls } from '../tables.ts'
import { defineControlDay } from './control-day.ts'
import { defineKeepControlLog } from './keep-control-log.ts'
import { defineGroupMutations } from './group-mutations.ts'
import { defineMemberEnums } from './member.ts'
import { defineObjective } from './objective.ts'
import { defineObjectiveMutations } from './objective-mutations.ts'
import { defineQualityGroup } from './quality-group.ts'
import { defineScores } from './score.ts'

/** Writes what is asked and changed about management duties. */
export const defineManagement = (builder: Builder, host: Host<Halls>): void => {
  const enums = defineMemberEnums(builder)
  defineQualityGroup(builder, host, enums)
  defineGroupMutations(builder, host, enums)
  const Comparator = defineObjective(builder, host)
  defineObjectiveMutations(builder, host, Comparator)
  defineControlDay(builder, host)
  defineKeepControlLog(builder, host)
  defineScores(builder, host)
}
