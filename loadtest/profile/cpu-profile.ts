/** A function by its name and the file that it stands in; `url` is empty for what is part of V8. */
export type Frame = { readonly functionName: string; readonly url: string }

type Node = { readonly id: number; readonly callFrame: Frame; readonly children?: readonly number[] }

/** A profile as V8 writes it (`.cpuprofile`): which function ran at each look, and how long it was until the next, in µs. */
export type CpuProfile = {
  readonly nodes: readonly Node[]
  readonly samples: readonly number[]
  readonly timeDeltas: readonly number[]
}

/** A place in the tree of calls, with the microseconds it took itself and with all that it called. */
export type Call = {
  readonly frame: Frame
  readonly selfUs: number
  readonly wholeUs: number
  readonly calls: readonly Call[]
}

/** Reads a profile as a tree; functions that are called from the same place and have the same name are one. */
export const callTree = ({ nodes, samples, timeDeltas }: CpuProfile): Call => {
  const self = new Map<number, number>()
  samples.forEach((id, at) => self.set(id, (self.get(id) ?? 0) + Math.max(0, timeDeltas[at + 1] ?? 0)))
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const childrenOf = ({ children = [] }: Node): readonly Node[] => children.flatMap((id) => byId.get(id) ?? [])
  const merged = (same: readonly Node[], frame: Frame): Call => {
    const selfUs = same.reduce((sum, { id }) => sum + (self.get(id) ?? 0), 0)
    const groups = Map.groupBy(
      same.flatMap(childrenOf),
      ({ callFrame }) => `${callFrame.functionName} ${callFrame.url}`,
    )
    const calls = [...groups.values()].flatMap((group) => {
      const [first] = group
      return first === undefined ? [] : [merged(group, first.callFrame)]
    })
    return { frame, selfUs, wholeUs: calls.reduce((sum, { wholeUs }) => sum + wholeUs, selfUs), calls }
  }
  const root = nodes.filter(({ callFrame }) => callFrame.functionName === '(root)')
  return merged(root, { functionName: '(root)', url: '' })
}
