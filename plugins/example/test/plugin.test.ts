import { describePlugin } from '@zhikong/core/testing'
import { example } from '../src/index.ts'

describePlugin(example)
