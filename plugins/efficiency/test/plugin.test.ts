import { describePlugin } from '@zhikong/core/testing'
import { efficiency } from '../src/index.ts'

describePlugin(efficiency)
