/** How a Chinese name is read: `长沙市` → pinyin `changshashi`, initials `css`; ü is written v. */
export type Reading = { readonly pinyin: string; readonly initials: string }

/** Loads the reader of Chinese text; its dictionary is large, so it is loaded by who saves names, not at start. */
export async function loadReader(): Promise<(name: string) => Reading> {
  const { pinyin } = await import('pinyin-pro')
  return (name) => {
    const syllables = pinyin(name, { toneType: 'none', type: 'array', v: true, nonZh: 'consecutive' })
      .map((syllable) => syllable.toLowerCase().replace(/[^a-z0-9]/g, ''))
      .filter((syllable) => syllable !== '')
    return {
      pinyin: syllables.join('').slice(0, 400),
      initials: syllables
        .map((syllable) => syllable.slice(0, 1))
        .join('')
        .slice(0, 100),
    }
  }
}
