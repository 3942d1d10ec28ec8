import type pg from 'pg'
import type { AnyPlugin } from '../../plugin.ts'
import { CORE_FILLERS } from '../catalogue/core-tables.ts'
import type { Fillers } from '../catalogue/fill-row.ts'
import { openTestPlatform, type TestPlatform } from '../platform.ts'
import { CORE_MAKERS, type Makers } from './arguments.ts'
import { openChannels, type Asking } from './channels.ts'
import { fieldsOf, type MatrixField } from './fields.ts'
import { connectSuperuser } from './fill-tables.ts'
import { fillWorld, type World } from './fill-world.ts'
import { makeReaders, type Reader } from './readers.ts'
import { runMatrix, type MatrixReport } from './run-matrix.ts'
import { serve, type Served } from './serve.ts'

export type MatrixOptions = {
  readonly plugins: readonly AnyPlugin[]
  /** What the arguments of the plugins' fields take, by their place: see `Makers`. */
  readonly makers?: Makers
  /** Values of columns that follow from no type: see `Fillers`. */
  readonly fillers?: Fillers
  /** Fields of plugins that name what everybody may know. */
  readonly openNames?: readonly string[]
}

/** A served platform full of canaries, and everybody who may ask it. */
export type Matrix = Served &
  Omit<Asking, 'close'> & {
    readonly platform: TestPlatform
    readonly world: World
    readonly readers: readonly Reader[]
    readonly fields: readonly MatrixField[]
    /** Asks as all readers, or as some, all fields, or some; `every` second, third … pair of them, spread over both. */
    readonly run: (some?: {
      readonly readers?: readonly Reader[]
      readonly fields?: readonly MatrixField[]
      readonly every?: number
    }) => Promise<MatrixReport>
    /** Runs statements that no policy holds. */
    readonly asSuperuser: <T>(work: (client: pg.Client) => Promise<T>) => Promise<T>
    readonly end: () => Promise<void>
  }

/**
 * Names of regions are public; what a code names is told whoever asks. And what has its code in all of the platform
 * once cannot be made again under a code that is taken elsewhere: to be refused tells that it is taken, nothing else. A
 * citizen complains of any hall of the province; which there are is public.
 */
const OPEN_NAMES = ['region', 'saveRegion', 'saveHall', 'saveOrganisation', 'submitComplaint']

/**
 * Opens the matrix of access: every root field of core and the plugins, asked by every role from every position over
 * every channel. A domain joins by its schema and its tables. `end()` it in `afterAll`.
 * @throws Error for a required argument that no maker makes, and for a table into which no row fits
 */
export async function openMatrix(options: MatrixOptions): Promise<Matrix> {
  const platform = await openTestPlatform(options.plugins)
  const world = await fillWorld(platform, { ...CORE_FILLERS, ...options.fillers })
  const [anywhere] = world.places
  if (anywhere === undefined) throw new Error('There is no place.')
  const readers = await makeReaders(platform)
  const served = await serve(platform)
  const { ask, close } = openChannels(served.url)
  const fields = fieldsOf(served.schema, { ...CORE_MAKERS, ...options.makers }, [world.nowhere, anywhere.target])
  const openNames = new Set([...OPEN_NAMES, ...(options.openNames ?? [])])
  return {
    ...served,
    ask,
    platform,
    world,
    readers,
    fields,
    run: (some = {}) => runMatrix({ asking: { ask, close }, world, fields, readers, openNames, ...some }),
    asSuperuser: async (work) => {
      const client = await connectSuperuser(platform.url)
      try {
        return await work(client)
      } finally {
        await client.end()
      }
    },
    end: async () => {
      await close()
      await served.stop()
      await platform.end()
    },
  }
}
