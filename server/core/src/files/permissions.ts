import type { PermissionDeclaration } from '../access/roles.ts'

/** What may be done with files, and by whom; who reads one is said where it is attached. */
export const permissions = {
  'files.upload': {
    'zh-CN': '上传证据材料',
    en: 'Upload files as evidence',
    roles: ['AUTHORITY', 'HALL_MANAGER', 'QUALITY_LEADER', 'DEPARTMENT', 'INSPECTOR', 'WINDOW_STAFF', 'AUDITOR'],
  },
} as const satisfies Readonly<Record<string, PermissionDeclaration>>
