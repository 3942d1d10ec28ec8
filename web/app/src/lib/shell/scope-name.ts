import type { PlaceRef, Reader, RegionRef } from '@zhikong/ui'

type Unit = {
  readonly region: RegionRef | null
  readonly organisation: PlaceRef | null
  readonly hall: PlaceRef | null
}

/** Where somebody works, in words: `花垣县 · 花垣县测试局`. */
export const scopeName = ({ region, organisation, hall }: Unit, reader: Pick<Reader, 'name'>): string =>
  [region, organisation, hall]
    .map((each) => reader.name(each))
    .filter((name) => name !== '')
    .join(' · ')
