import { readPersonalData } from '@zhikong/core'
import { expect, it } from 'vitest'

import { demoApplicant } from '../../src/demo/demo-applicant.ts'

it('a demo applicant is plainly made up, passes the checks, and is the same for the same case', () => {
  for (let number = 0; number < 300; number++) {
    const applicant = demoApplicant(20_260_309, '430105', number)
    expect(demoApplicant(20_260_309, '430105', number)).toEqual(applicant)
    expect(readPersonalData(applicant)).toMatchObject({ name: applicant.name, phone: applicant.phone })
    expect(applicant.name).toContain('某某')
    expect(applicant.phone).toMatch(/^129\d{8}$/u)
    expect(applicant.idNumber).toMatch(/^430105(?:190\d{8}[\dX]|\d{9})$/u)
  }
})
