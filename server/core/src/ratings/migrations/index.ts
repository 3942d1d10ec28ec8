import { createRating } from './0001-rating.ts'

export const migrations = { '0001-rating': createRating }
