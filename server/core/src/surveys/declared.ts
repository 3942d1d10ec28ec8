import type { SurveyDeclaration } from './survey.ts'

/** A survey by code and version. @throws Error when it was used and is declared no more */
export const surveyOf = (
  surveys: readonly SurveyDeclaration[],
  { surveyCode, surveyVersion }: { readonly surveyCode: string; readonly surveyVersion: number },
): SurveyDeclaration => {
  const found = surveys.find(({ code, version }) => code === surveyCode && version === surveyVersion)
  if (found === undefined) throw new Error(`Survey ${surveyCode}@${surveyVersion} was used and is not declared`)
  return found
}

/** The newest version of a survey. */
export const newestSurvey = (surveys: readonly SurveyDeclaration[], code: string): SurveyDeclaration | undefined =>
  surveys.filter((survey) => survey.code === code).toSorted((a, b) => b.version - a.version)[0]
