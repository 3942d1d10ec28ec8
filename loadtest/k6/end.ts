/** Writes what k6 counted to the file that the variable SUMMARY names. */
export const handleSummary = (data: object): Record<string, string> => ({
  [__ENV['SUMMARY'] ?? 'summary.json']: JSON.stringify(data),
})
