/** An autonomous prefecture by its short name, as tables and maps write it: 湘西州. */
export const shortName = (name: string): string => name.replace(/土家族苗族自治州$/, '州')
