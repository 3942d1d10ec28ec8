import { definePlugin } from '../plugin.ts'
import { columns } from './classes.ts'
import { defineFile } from './graphql/file.ts'
import { migrations } from './migrations/index.ts'
import { permissions } from './permissions.ts'
import type { Files } from './tables.ts'

/** Files 证据材料: photographs and documents that show what records say. */
export const files = definePlugin<Files>({
  name: 'files',
  title: { 'zh-CN': '证据材料', en: 'Files' },
  clauses: [],
  migrations,
  columns,
  permissions,
  schema: defineFile,
})
