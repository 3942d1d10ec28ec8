import { check } from 'k6'
import http from 'k6/http'
import type { Credential } from './ask.ts'
import { complain } from './complain.ts'
import { faults, signInTime } from './measures.ts'
import type { Person } from './plan.ts'
import { plan } from './read-plan.ts'

/** Each console has an address of its own, as behind the proxies of a hall; the server believes this machine. */
const addressOf = (desk: number): string => `10.${(desk >> 16) & 255}.${(desk >> 8) & 255}.${desk & 255}`

/** Signs somebody in at a desk; null when that failed. */
export const signIn = ({ username }: Person, desk: number): Credential | null => {
  const from = { 'x-forwarded-for': addressOf(desk), 'x-zhikong': '1' }
  const body = JSON.stringify({ username, password: plan.password })
  const response = http.post(`${plan.url}/auth/sign-in`, body, {
    headers: { 'content-type': 'application/json', ...from },
    tags: { name: 'sign-in' },
    responseType: 'text',
  })
  const token = response.cookies['zhikong_session']?.[0]?.value
  const isIn = check(response, { 'signs in': ({ status }) => status === 204 && token !== undefined })
  faults.add(!isIn)
  if (!isIn) {
    complain(`sign-in of ${username}: ${response.status} ${response.body ?? response.error}`)
    return null
  }
  signInTime.add(response.timings.duration)
  return { cookie: `zhikong_session=${token}`, ...from }
}

const sessions = new Map<string, Credential>()

/** Who sits at the desk of this virtual user, signed in once; null when that failed. */
export const sessionOf = (person: Person, desk: number): Credential | null => {
  const known = sessions.get(person.username)
  if (known !== undefined) return known
  const credential = signIn(person, desk)
  if (credential !== null) sessions.set(person.username, credential)
  return credential
}

/** Whoever sits at a desk: people of different reach in turns. */
export const personAt = (desk: number): Person => {
  const person = plan.people[desk % plan.people.length]
  if (person === undefined) throw new Error('The plan names no people.')
  return person
}
