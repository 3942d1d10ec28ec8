import { Resource, useConsole } from '@zhikong/ui'
import { rolesQuery } from './roles.query.ts'

/** Permissions in words; their names until the words are there. To be called while a component is set up. */
export function permissionWords(): (names: readonly string[]) => string {
  const { reader, request } = useConsole()
  const roles = new Resource((signal) => {
    void reader.locale
    return request(rolesQuery, {}, signal)
  })
  const titles = $derived(
    new Map((roles.data?.roles ?? []).flatMap((role) => role.permissions.map(({ name, title }) => [name, title]))),
  )
  return (names) => names.map((name) => titles.get(name) ?? name).join(reader.t('words.semicolon'))
}
