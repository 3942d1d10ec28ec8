import type { Config, Declarations, MigrationSet } from '@zhikong/core'

import { demoMigrations } from '../demo/migrations.ts'

/** Those of core and the plugins, and in a demo its own. */
export const migrationsOf = ({ demo }: Config, { migrations }: Declarations): readonly MigrationSet[] =>
  demo ? [...migrations, demoMigrations] : migrations
