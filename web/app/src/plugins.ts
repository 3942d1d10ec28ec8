import type { PluginConsole } from '@zhikong/ui'
import { console as efficiency } from '@zhikong/efficiency/console'

/** The plugins whose pages this console shows, in the order of the navigation. */
export const plugins: readonly PluginConsole[] = [efficiency]
