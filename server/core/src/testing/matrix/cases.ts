import { reaches } from '../../access/scope.ts'
import type { Channel } from './channels.ts'
import type { MatrixField } from './fields.ts'
import type { FilledPlace, World } from './fill-world.ts'
import type { Reader } from './readers.ts'
import type { Target } from './targets.ts'

/** One question of the matrix. */
export type MatrixCase = {
  readonly reader: Reader
  readonly field: MatrixField
  readonly channel: Channel
  readonly target: Target
  /** What the target is to the reader; near: in a region that it reaches in part, but not its own. */
  readonly about: 'own' | 'near' | 'foreign' | 'nowhere'
  /** Whether the reader may ask the field at all. */
  readonly isAllowed: boolean
  /** Cases of one round are asked alike but for the target. */
  readonly round: number
}

/** All that one reader asks. `serial` turns channels and places, so that every pair of them comes up somewhere. */
export function casesOf(reader: Reader, fields: readonly MatrixField[], world: World, serial: number): MatrixCase[] {
  const own = world.places.filter((place) => isOwn(reader, place))
  const others = world.places.filter((place) => !isOwn(reader, place))
  const [near, foreign] = [
    others.filter((place) => isNear(reader, place)),
    others.filter((place) => !isNear(reader, place)),
  ]
  return fields.flatMap((field, index): readonly MatrixCase[] => {
    const round = serial + index
    const isAllowed = field.isOpenTo(reader.permissions, reader)
    const of = (channel: Channel, about: MatrixCase['about'], target: Target | undefined): readonly MatrixCase[] =>
      target === undefined ? [] : [{ reader, field, channel, target, about, isAllowed, round }]
    const [streaming, any] = [turn(STREAMING, round), field.operation === 'subscription' ? STREAMING : CHANNELS]
    const other = turn(foreign, round)?.target
    if (!isAllowed)
      return of(turn(any, round) ?? 'POST', other === undefined ? 'nowhere' : 'foreign', other ?? world.nowhere)
    if (field.operation === 'mutation' && field.isOfOneself) return []
    const first = field.operation === 'subscription' ? streaming : 'POST'
    return [
      ...of(first ?? 'POST', 'foreign', field.takesTarget ? other : undefined),
      ...of(first ?? 'POST', 'nowhere', world.nowhere),
      ...of(first ?? 'POST', 'near', field.takesTarget ? turn(near, round)?.target : undefined),
      ...(field.operation === 'query' ? of(streaming ?? 'SSE', 'foreign', field.takesTarget ? other : undefined) : []),
      ...(field.operation === 'mutation' ? [] : of(first ?? 'POST', 'own', turn(own, round)?.target)),
    ]
  })
}

const STREAMING = ['SSE', 'WebSocket'] as const
const CHANNELS = ['POST', 'SSE', 'WebSocket'] as const

const turn = <T>(list: readonly T[], round: number): T | undefined => list[round % Math.max(list.length, 1)]

const isOwn = ({ reach }: Reader, { lo, organisationId, hallId }: FilledPlace): boolean =>
  reaches(reach, { scopeKey: lo, organisationId, hallId })

const isNear = ({ reach }: Reader, { lo, hi }: FilledPlace): boolean => lo < reach.hi && reach.lo < hi
