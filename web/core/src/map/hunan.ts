import { geoMercator, geoPath } from 'd3-geo'
import type { Feature, FeatureCollection, Geometry, MultiLineString } from 'geojson'
import { feature, mesh } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'

type County = { readonly code: string; readonly name: string; readonly city: string }
type City = { readonly code: string }
type Hunan = Topology<{ counties: GeometryCollection<County>; cities: GeometryCollection<City> }>

export type CountyShape = { readonly code: string; readonly name: string; readonly d: string; readonly x: number; readonly y: number; readonly width: number; readonly height: number }
export type MapShapes = {
  readonly counties: readonly CountyShape[]
  /** City lines for the province, or the outline of the one city. */
  readonly lines: string
  readonly cities: readonly { readonly code: string; readonly x: number; readonly y: number }[]
}

let loaded: Promise<Hunan> | undefined

/** The file is fetched once and only where a map is shown. */
export function loadHunan(): Promise<Hunan> {
  loaded ??= import('./hunan.topo.json').then((module) => module.default as unknown as Hunan)
  return loaded
}

/** Draws the province, or the counties of one city (four digits), into a box. */
export function drawHunan(hunan: Hunan, city: string | null, width: number, height: number): MapShapes {
  const all = feature(hunan, hunan.objects.counties) as FeatureCollection<Geometry, County>
  const chosen = all.features.filter((each) => city === null || each.properties.city === city)
  const cities = (feature(hunan, hunan.objects.cities) as FeatureCollection<Geometry, City>).features
  const box: FeatureCollection = { type: 'FeatureCollection', features: chosen as Feature[] }
  const path = geoPath(geoMercator().fitExtent([[8, 8], [width - 8, height - 8]], box)).digits(1)
  const outline: MultiLineString = mesh(hunan, {
    ...hunan.objects.cities,
    geometries: hunan.objects.cities.geometries.filter((each) => city === null || (each.properties as City | undefined)?.code === city),
  })
  return {
    counties: chosen.map((each) => {
      const [x, y] = path.centroid(each)
      const [[left, top], [right, bottom]] = path.bounds(each)
      return { code: each.properties.code, name: each.properties.name, d: path(each) ?? '', x, y, width: right - left, height: bottom - top }
    }),
    lines: path(outline) ?? '',
    cities: city === null ? cities.map((each) => { const [x, y] = path.centroid(each); return { code: each.properties.code, x, y } }) : [],
  }
}
