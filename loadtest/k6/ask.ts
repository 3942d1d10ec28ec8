import { check, sleep } from 'k6'
import type { RefinedBatchRequest, RefinedResponse } from 'k6/http'
import http from 'k6/http'
import { complain } from './complain.ts'
import { faults, putOff } from './measures.ts'
import { plan } from './read-plan.ts'

/** What is sent along: who asks. */
export type Credential = Readonly<Record<string, string>>

/** A document by kind and name, or its text, with its variables. */
export type Question = { readonly document: string; readonly variables?: object }

type Answer = {
  readonly data?: unknown
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[]
}

const ENDPOINT = `${plan.url}/graphql`

/** Asks one question; null when there was no answer. What was wrong is counted and logged. */
export const ask = <Data>(credential: Credential, question: Question): Data | null =>
  read<Data>(question, http.post(ENDPOINT, bodyOf(question), paramsOf(credential, question)))

const TRIES = 6
const FIRST_PAUSE_S = 0.5

/** Asks as a system does that was told how: whoever is put off comes again later, after longer and longer pauses. */
export const askUntilTaken = <Data>(credential: Credential, question: Question): Data | null => {
  let response = http.post(ENDPOINT, bodyOf(question), paramsOf(credential, question))
  for (let tries = 1; tries < TRIES && isPutOff(response); tries++) {
    putOff.add(1)
    sleep(FIRST_PAUSE_S * 2 ** (tries - 1) * (0.5 + Math.random()))
    response = http.post(ENDPOINT, bodyOf(question), paramsOf(credential, question))
  }
  return read<Data>(question, response)
}

const isPutOff = ({ body }: RefinedResponse<'text'>): boolean =>
  answerIn(body).errors?.[0]?.extensions?.code === 'UNAVAILABLE'

/** Asks several at once, as a page does. */
export const askAll = (credential: Credential, questions: readonly Question[]): readonly (object | null)[] => {
  const requests = questions.map((question): RefinedBatchRequest<'text'> => ({
    method: 'POST',
    url: ENDPOINT,
    body: bodyOf(question),
    params: paramsOf(credential, question),
  }))
  const responses = http.batch(requests)
  return questions.map((question, at) => read<object>(question, responses[at]))
}

/** The body of a question: by the id of its document where the console has it. */
export const bodyOf = ({ document, variables = {} }: Question): string => {
  const planned = plan.documents[document]
  return JSON.stringify(planned === undefined ? { query: document, variables } : { ...planned, variables })
}

const paramsOf = (credential: Credential, { document }: Question) => ({
  headers: { 'content-type': 'application/json', ...credential },
  tags: { name: nameOf(document) },
  responseType: 'text' as const,
})

/** `query Overview` is Overview. */
const nameOf = (document: string): string => /^\s*\w+\s+(\w+)/.exec(document)?.[1] ?? 'unnamed'

const read = <Data>(question: Question, response: RefinedResponse<'text'> | undefined): Data | null => {
  const answer = response === undefined ? {} : answerIn(response.body)
  const isData = check(response, { 'answers with data': () => answer.data != null && answer.errors === undefined })
  faults.add(!isData)
  if (isData) return answer.data as Data
  complain(`${nameOf(question.document)}: ${response?.status} ${response?.body?.slice(0, 300) ?? response?.error}`)
  return null
}

const answerIn = (body: string | null): Answer => {
  try {
    return JSON.parse(body ?? '{}') as Answer
  } catch {
    return {}
  }
}
