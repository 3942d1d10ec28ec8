import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of this checkout. */
export const checkout = dirname(dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url))))))

/** The package of the console and what its build makes. */
export const consoleFolder = join(checkout, 'web', 'app')
export const consoleBuild = join(consoleFolder, 'build')
