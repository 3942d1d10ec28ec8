import type { Migration } from 'kysely/migration'

import { auditMigrations } from './access/audit/migrations.ts'
import { accessMigrations } from './access/migrations.ts'
import { personalMigrations } from './access/personal/migrations.ts'
import { signInMigrations } from './access/sign-in/migrations.ts'
import { thirdPartyMigrations } from './access/third-parties/migrations.ts'
import { alertsMigrations } from './alerts/migrations.ts'
import { casesMigrations } from './cases/migrations.ts'
import { clockMigrations } from './clock/migrations.ts'
import { rulePackMigrations } from './clock/packs/migrations.ts'
import { feedMigrations } from './feed/migrations.ts'
import { indicatorsMigrations } from './indicators/migrations.ts'
import { notifyMigrations } from './notify/migrations.ts'
import { registersMigrations } from './registers/migrations.ts'

/** Every migration of core; the number in front of a name orders them over all rooms. */
export const coreMigrations: Readonly<Record<string, Migration>> = {
  ...registersMigrations,
  ...clockMigrations,
  ...rulePackMigrations,
  ...casesMigrations,
  ...indicatorsMigrations,
  ...alertsMigrations,
  ...feedMigrations,
  ...accessMigrations,
  ...auditMigrations,
  ...signInMigrations,
  ...thirdPartyMigrations,
  ...personalMigrations,
  ...notifyMigrations,
}
