import type { AnyPlugin } from '@zhikong/core'

/** The domains that this server runs. A third party adds a package and one line here. */
export const plugins: readonly AnyPlugin[] = []
