import type { AnyPlugin } from '@zhikong/core'
import { efficiency } from '@zhikong/efficiency'
import { improvement } from '@zhikong/improvement'

/** The domains that this server runs. A third party adds a package and one line here. */
export const plugins: readonly AnyPlugin[] = [efficiency, improvement]
