/** Gathers numbers that come one by one, in ascending order, into spans without gaps. */
export function gatherSpans(emit: (span: { readonly from: number; readonly to: number }) => void) {
  let open: { from: number; to: number } | undefined
  const flush = () => {
    if (open !== undefined) emit(open)
    open = undefined
  }
  return {
    add: (number: number) => {
      if (open !== undefined && open.to + 1 === number) open.to = number
      else {
        flush()
        open = { from: number, to: number }
      }
    },
    flush,
  }
}
