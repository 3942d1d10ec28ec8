/** Texts to put where a text is wanted, by the scalar that is right for them. */
export type Words = {
  /** Codes of regions that are there. */
  readonly regions: readonly string[]
  /** Texts that mean something in the data: codes, names, numbers of cases. */
  readonly texts: readonly string[]
  /** Ids and cursors of things that are there. */
  readonly ids: readonly string[]
}

const cursor = (parts: unknown): string => Buffer.from(JSON.stringify(parts)).toString('base64url')

/** Texts that nobody sends by accident. */
export const HOSTILE_TEXTS: readonly string[] = [
  '',
  ' ',
  '%',
  '_',
  '\\',
  '%_\\%',
  "'; drop table core.case; --",
  '"',
  '$1',
  '<script>alert(1)</script>',
  '=HYPERLINK("https://evil.example")',
  '\u202eevil',
  '\u2066evil\u2069',
  '\u0001',
  '\0',
  '\ud800',
  '😀',
  'ı̇K',
  '张*',
  '__proto__',
  'constructor',
  'null',
  'NaN',
  '-1',
  '0',
  '1e400',
  '9007199254740993',
  '99999999999999999999',
  '2026-02-30',
  '0001-01-01',
  '../../etc/passwd',
  '{}',
  '[]',
  'x'.repeat(300),
  '政'.repeat(2_500),
  cursor([]),
  cursor([1]),
  cursor(['x', 'y']),
  cursor([null, null]),
  cursor([1e300, 'x']),
  cursor(['0001-01-01T00:00:00Z', '00000000-0000-0000-0000-000000000000']),
  cursor(['9999-99-99', "'"]),
  cursor([-1, -1, -1]),
  cursor(['2026-01-01T00:00:00.000Z', 1, 430100, '2026-01-01']),
  cursor({ a: 1 }),
  '019f0000-0000-7000-8000-000000000000',
]

/** Values of each scalar that it reads, beside those of the data. */
export const USUAL: Readonly<Record<string, readonly (string | number | boolean)[]>> = {
  RegionCode: ['43', '4301', '430102', '430102001', '430102001001', '110000', '430221', '439999999999'],
  Date: ['2026-01-01', '2026-03-31', '2025-12-31', '2018-10-08', '1900-01-01', '2100-12-31', '2024-02-29'],
  DateTime: [
    '2026-03-02T09:00:00+08:00',
    '1900-01-01T00:00:00Z',
    '2100-12-31T23:59:59Z',
    '2026-01-01T00:00:00.123456Z',
  ],
  ReportedInstant: ['2026-03-02T09:00:00+08:00', '2018-10-15T09:00:00+08:00', '2003-01-01T00:00:00Z', 'yesterday'],
  Int: [0, 1, 2, 5, 50, 200, 201, -1, 2_147_483_647],
  Float: [0, 0.5, 1, 10, -1, 1e15, 1e300, 0.000_001],
  Boolean: [true, false],
}

/** Values that are right for some scalar and wrong for most. */
export const WRONG: readonly (string | number | boolean | null)[] = [
  null,
  true,
  0,
  -1,
  0.5,
  2_147_483_648,
  1e21,
  'x',
  '',
]
