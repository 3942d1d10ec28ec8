/** The environment variables that are read, with what they mean; the README lists the same. */
export const settingNames = [
  'PORT',
  'HOST',
  'DATA_DIR',
  'DATABASE_URL',
  'DATABASE_APP_URL',
  'DATABASE_REPLICA_URL',
  'REPLICA_LAG_SECONDS',
  'ROLE',
  'DEMO',
  'ADMIN_PASSWORD',
  'PUBLIC_URL',
  'TRUSTED_PROXIES',
  'SECOND_FACTOR',
  'OIDC_ISSUER',
  'OIDC_CLIENT_ID',
  'OIDC_CLIENT_SECRET',
  'OIDC_TITLE',
  'OIDC_CLAIM',
  'OAUTH_ISSUER',
  'OAUTH_AUDIENCE',
  'OAUTH_JWKS_URI',
  'ALLOW_HTTP_WEBHOOKS',
  'SMS_GATEWAY',
  'SMTP_URL',
  'MAIL_FROM',
  'RATE_PER_MINUTE_KEYS',
  'RATE_PER_MINUTE_PEOPLE',
  'RATE_PER_MINUTE_NOBODY',
  'PERSONAL_KEYS_FILE',
  'PERSONAL_KEYS',
  'PERSONAL_CIPHER',
  'AUDIT_KEY_FILE',
  'AUDIT_KEY',
  'AUDIT_RETENTION_DAYS',
  'URGE_PAUSE_MINUTES',
  'LOG_LEVEL',
] as const

const shortName = 5

/** A variable that looks like a setting misspelt, with the setting it looks like; undefined when none does. */
export function findMisspelling(
  names: readonly string[],
): { readonly written: string; readonly meant: string } | undefined {
  const known: ReadonlySet<string> = new Set(settingNames)
  for (const written of names) {
    if (known.has(written) || written.startsWith('npm_')) continue
    const meant = settingNames.find((name) => looksLike(written.toUpperCase(), name))
    if (meant !== undefined) return { written, meant }
  }
  return undefined
}

/** HOME is no misspelling of HOST: short names bear one slip, long ones two. */
function looksLike(written: string, name: string): boolean {
  const slips = name.length <= shortName ? 1 : 2
  return Math.abs(written.length - name.length) <= slips && editDistance(written, name) <= slips
}

/** How many letters must be put in, left out, replaced or swapped with their neighbour. */
export function editDistance(left: string, right: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: right.length + 1 }, (_, column) => column)
  for (let row = 1; row <= left.length; row++) {
    const current = [row]
    for (let column = 1; column <= right.length; column++) {
      const same = left[row - 1] === right[column - 1]
      const swapped =
        row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1]
      current[column] = Math.min(
        at(last, column) + 1,
        at(current, column - 1) + 1,
        at(last, column - 1) + (same ? 0 : 1),
        swapped ? at(beforeLast, column - 2) + 1 : Infinity,
      )
    }
    beforeLast = last
    last = current
  }
  return at(last, right.length)
}

const at = (row: readonly number[], column: number): number => row[column] ?? Infinity
