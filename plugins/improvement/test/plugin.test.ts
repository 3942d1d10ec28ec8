import { describePlugin } from '@zhikong/core/testing'
import { improvement } from '../src/index.ts'

describePlugin(improvement)
