import { setTimeout as delay } from 'node:timers/promises'
import {
  countSealed,
  keyFileOf,
  LOOK_AGAIN_MS,
  makeKey,
  noteRotation,
  openVault,
  readKeyFile,
  resealAll,
  StartRefused,
  writeKeyFile,
} from '@zhikong/core'
import type { Database, Vault } from '@zhikong/core'

import { UsageError } from './command.ts'
import type { Command, CommandContext } from './command.ts'
import { progressBar } from './progress-bar.ts'

/** Tells of the keys of personal data and rotates them. */
export const personal: Command = {
  name: 'personal',
  summary: 'show or rotate the keys of personal data',
  usage: [
    'pnpm zhikong personal status',
    'pnpm zhikong personal rotate',
    'pnpm zhikong personal new-key',
    '',
    'status   how many values are sealed under each key',
    'rotate   makes a new key and seals everything again under it, while the server runs; may be stopped and begun again',
    'new-key  prints a new key as PERSONAL_KEYS and the file of PERSONAL_KEYS_FILE take it',
  ].join('\n'),
  run: async ([verb], context) => {
    if (verb === 'status') return status(context)
    if (verb === 'rotate') return rotate(context)
    if (verb === 'new-key') return context.print(newKey())
    throw new UsageError('Say what to do with the keys: status, rotate or new-key.')
  },
}

const newKey = (): string => {
  const { id, secret } = makeKey()
  return `${id}:${Buffer.from(secret).toString('base64')}`
}

async function status({ config, database, print, tell }: CommandContext): Promise<void> {
  const opened = await database()
  const vault = await openVault(opened, config, tell)
  const counts = await countSealed(opened)
  const sealing = vault.keys.sealing().id
  for (const { id } of vault.keys.all()) {
    print([id, String(counts.get(id) ?? 0), id === sealing ? 'seals' : 'opens'].join('\t'))
  }
}

async function rotate(context: CommandContext): Promise<number> {
  const { config, database, print, tell } = context
  const opened = await database()
  const file = keyFileOf(config)
  let vault = await openVault(opened, config, tell)
  if ((await waiting(opened, vault)) === 0) {
    if (file === null) return tellHow(context)
    const ring = readKeyFile(file)
    if (ring === undefined) throw new StartRefused(`The keys for personal data in ${file} are gone.`)
    writeKeyFile(file, [makeKey(), ...ring])
    vault = await openVault(opened, config, tell)
    tell(`A new key was put first in ${file}. Keep a copy of the file in another place.`)
    await delay(LOOK_AGAIN_MS)
  }
  print(`Sealing under ${vault.keys.sealing().id} in the database ${opened.name} …`)
  const sealed = await resealWhileServing(opened, vault, context)
  await noteRotation(opened, vault.keys.sealing().id, sealed)
  return tellResult(opened, vault, file ?? 'PERSONAL_KEYS', context)
}

/** How many values are under another key than the first. */
const waiting = async (database: Database, vault: Vault): Promise<number> =>
  [...(await countSealed(database))].reduce((sum, [id, n]) => sum + (id === vault.keys.sealing().id ? 0 : n), 0)

/** A ring in the environment changes when the processes that have it are started again. */
function tellHow({ print, tell }: CommandContext): number {
  tell('Put this key first in PERSONAL_KEYS and leave the others behind it, start the server again, and repeat this:')
  print(newKey())
  return 0
}

/** Twice: a server that runs seals under the key of before until it looks at the file again. */
async function resealWhileServing(database: Database, vault: Vault, { signal }: CommandContext): Promise<number> {
  const bar = progressBar(process.stderr, 'sealed')
  const total = await waiting(database, vault)
  let done = 0
  const onDone = (more: number): void => bar.show((done += more), Math.max(total, done))
  try {
    await resealAll(database, vault, { onDone, signal })
    await delay(2 * LOOK_AGAIN_MS, undefined, { signal })
    await resealAll(database, vault, { onDone, signal })
    return done
  } catch (error) {
    if (signal.aborted) throw new StartRefused('Stopped. What was sealed again stays so; the same command goes on.')
    throw error
  } finally {
    bar.end()
  }
}

async function tellResult(
  database: Database,
  vault: Vault,
  from: string,
  { print, tell }: CommandContext,
): Promise<number> {
  const counts = await countSealed(database)
  const sealing = vault.keys.sealing().id
  const left = [...counts].filter(([id]) => id !== sealing)
  print(`Sealed under ${sealing}: ${counts.get(sealing) ?? 0}.`)
  for (const [id, n] of left) {
    tell(`Still under ${id}: ${n}. They are damaged, or a process that has older keys goes on sealing. Keep the key.`)
  }
  const free = vault.keys.all().filter(({ id }) => id !== sealing && !counts.has(id))
  for (const { id } of free) {
    print(`Nothing in ${database.name} is under ${id} any more. If no backup needs it, it may be removed from ${from}.`)
  }
  return left.length > 0 ? 1 : 0
}
