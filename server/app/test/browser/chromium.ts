import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from 'playwright-core'
import type { Browser } from 'playwright-core'

import { folderVariable } from './browser-folder.ts'
import { unpackChromium } from './npm-chromium.ts'

/** `npm` tries the browser of npm even where the machine has one. */
const choiceVariable = 'TEST_BROWSER'

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']
const args = [
  '--no-sandbox', // the tests may run as root, and visit nothing but our own server
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Starts the machine's Chromium, or the one from npm where there is none or it does not start. Close it. */
export async function launchChromium(): Promise<Browser> {
  for (const executablePath of process.env[choiceVariable] === 'npm' ? [] : installed()) {
    try {
      return await chromium.launch({ executablePath, args })
    } catch {
      // A stub that only tells how to install it; the next one is tried.
    }
  }
  const folder = process.env[folderVariable]
  if (folder === undefined) throw new Error('No folder for the browser: is globalSetup set in vitest.config.ts?')
  return chromium.launch({ ...(await unpackChromium(folder)), args })
}

function installed(): string[] {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).filter(isProgram)
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
