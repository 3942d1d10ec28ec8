import type { Builder } from '../../graphql/builder.ts'
import type { Host } from '../../host.ts'
import type { Ratings } from '../tables.ts'
import { defineEnums } from './enums.ts'
import { defineLinks } from './link.ts'
import { defineOrderSteps } from './order-steps.ts'
import { definePublicRating } from './public-rating.ts'
import { defineRatingLists } from './rating-lists.ts'
import { defineRating } from './rating.ts'
import { defineReportRatings } from './report-ratings.ts'
import { defineRevealRater } from './reveal-rater.ts'
import { defineTerms } from './terms.ts'
import { defineWorkOrderLists } from './work-order-lists.ts'
import { defineWorkOrder } from './work-order.ts'

/** Writes what ratings add to the API. */
export const defineRatings = (builder: Builder, host: Host<Ratings>): void => {
  const enums = defineEnums(builder)
  const refs = defineRating(builder, host, enums)
  const Order = defineWorkOrder(builder, host, enums, refs)
  defineRatingLists(builder, host, enums, refs.Rating)
  defineWorkOrderLists(builder, host, enums, Order)
  defineOrderSteps(builder, host, enums)
  defineLinks(builder, host, enums)
  definePublicRating(builder, host, enums)
  defineReportRatings(builder, host, enums)
  defineRevealRater(builder, host)
  defineTerms(builder, host)
}
