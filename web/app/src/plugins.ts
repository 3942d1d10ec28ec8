import type { PluginConsole } from '@zhikong/ui'
import { console as efficiency } from '@zhikong/efficiency/console'
import { console as improvement } from '@zhikong/improvement/console'

/** The plugins whose pages this console shows, in the order of the navigation. */
export const plugins: readonly PluginConsole[] = [efficiency, improvement]
