import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'

/** The files of a package: path within it, with slashes → text. */
export type PackageFiles = ReadonlyMap<string, string>

const notOurs: ReadonlySet<string> = new Set(['node_modules', '.svelte-kit', 'coverage'])

/** Reads all files of a package folder, dependencies and build output left out. */
export async function readPackage(folder: string): Promise<PackageFiles> {
  const files = new Map<string, string>()
  const visit = async (directory: string): Promise<void> => {
    for (const entry of await readdir(directory, { withFileTypes: true })) {
      const path = join(directory, entry.name)
      if (entry.isDirectory() && !notOurs.has(entry.name)) await visit(path)
      if (entry.isFile()) files.set(relative(folder, path).split(sep).join('/'), await readFile(path, 'utf8'))
    }
  }
  await visit(folder)
  return files
}
