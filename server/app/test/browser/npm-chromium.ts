import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

const script = new URL('./unpack-chromium.ts', import.meta.url).pathname
/** The package unpacks the libraries that a bare system lacks only where it is told that there are none. */
const bareSystem = { AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' }

const fontsFile = 'fonts.conf'

/** Without a single font the browser dies at the first word: the fonts of the machine, if any, and the one that comes along. */
const fontsOf = (home: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${join(home, 'fonts')}</dir>
  <cachedir>${join(home, 'fonts-cache')}</cachedir>
</fontconfig>
`

/** The browser that comes from npm, and the environment in which it finds its libraries and a font. */
export type NpmChromium = { readonly executablePath: string; readonly env: Record<string, string> }

/** Unpacks it below `folder`, unless another test did. Works as any user and without a system package. */
export async function unpackChromium(folder: string): Promise<NpmChromium> {
  const home = join(folder, 'unpacked')
  if (!existsSync(home)) await unpackInto(home, folder)
  const env = { HOME: home, FONTCONFIG_FILE: join(home, fontsFile), LD_LIBRARY_PATH: join(home, 'al2023', 'lib') }
  return { executablePath: join(home, 'chromium'), env: { ...inherited(), ...env } }
}

/** Half of it is never seen at `home`; of two tests that unpack at once, one keeps its own. */
async function unpackInto(home: string, folder: string): Promise<void> {
  const draft = mkdtempSync(join(folder, 'draft-'))
  const env = { PATH: process.env['PATH'], HOME: draft, TMPDIR: draft, ...bareSystem }
  await promisify(execFile)(process.execPath, [script], { env })
  writeFileSync(join(draft, fontsFile), fontsOf(home))
  try {
    renameSync(draft, home)
  } catch (error) {
    if (!existsSync(home)) throw error
  }
}

function inherited(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}
