import type { Builder } from '../../graphql/builder.ts'
import { defineChannel } from './channel.ts'
import { defineHall } from './hall.ts'
import type { RegistersHost } from './host.ts'
import { defineLimit } from './limit.ts'
import { defineMatter } from './matter.ts'
import { defineOrganisation } from './organisation.ts'
import { defineRegion } from './region.ts'
import { defineSaveChannel } from './save-channel.ts'
import { defineSaveHall } from './save-hall.ts'
import { defineSaveMatter } from './save-matter.ts'
import { defineSaveOrganisation } from './save-organisation.ts'
import { defineSaveRegion } from './save-region.ts'
import { defineSaveWindow } from './save-window.ts'
import { defineStaff } from './staff.ts'

export type { RegistersHost } from './host.ts'

/** The object types of the registers, as references for fields of other rooms; their names serve as well. */
export type RegisterTypes = ReturnType<typeof defineRegisters>

/** Writes the types, queries and mutations of the registers. */
export function defineRegisters(builder: Builder, host: RegistersHost) {
  const types = {
    ...defineLimit(builder),
    ...defineRegion(builder, host),
    ...defineOrganisation(builder, host),
    ...defineHall(builder, host),
    ...defineMatter(builder, host),
    ...defineChannel(builder, host),
  }
  defineSaveRegion(builder, host)
  defineSaveOrganisation(builder, host)
  defineSaveHall(builder, host)
  defineSaveWindow(builder, host)
  defineSaveMatter(builder, host)
  defineSaveChannel(builder, host)
  defineStaff(builder, host)
  return types
}
