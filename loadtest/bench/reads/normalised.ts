const INSTANT = /^\d{4}-\d\d-\d\dT/
type Json = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The data of an answer in one shape for all peers: instants as numbers, and what PostGraphile nests by its own names. */
export const normalised = (text: string): unknown => {
  const answer: unknown = JSON.parse(text)
  if (!isObject(answer) || 'errors' in answer || !isObject(answer['data']))
    throw new Error(`No data: ${text.slice(0, 600)}`)
  const { data } = answer
  return plain(isObject(data['region']) ? dashboardOf(data['region']) : data)
}

const dashboardOf = ({ figures, overdue }: Json): Json => {
  const { totalCount, nodes } = isObject(overdue) ? overdue : {}
  const rollups = (Array.isArray(figures) ? figures : []).map(({ key, ...total }: Json) => ({
    indicator: { code: key },
    total,
  }))
  return { rollups, cases: { total: totalCount, nodes } }
}

/** Without the order of keys; a figure may stand in its row. */
const plain = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value === 'string' && INSTANT.test(value)) return Date.parse(value)
  if (!isObject(value)) return value
  const { figure, ...rest } = value
  const whole = isObject(figure) ? { ...rest, ...figure } : value
  return Object.fromEntries(
    Object.keys(whole)
      .toSorted()
      .map((key) => [key, plain(whole[key])]),
  )
}
