import type { AnyPlugin } from '../../src/plugin.ts'
import { counting } from '../imports/cases/import-kit.ts'

/** What worker processes of these tests are made of. */
export const plugins: readonly AnyPlugin[] = [counting]
