/** Outlines in a box of 16 × 16, drawn with a line of 1.4. */
export const icons = {
  overview: 'M2.500 2.500H7v5H2.500zM9 2.500h4.500v3H9zM9 8h4.500v5.500H9zM2.500 10H7v3.500H2.500z',
  cards: 'M4 2.500h6.500v9H4zM6.500 14h6V5',
  cases: 'M3 2.500h10v11H3zM5.500 5.500h5M5.500 8h5M5.500 10.500h3',
  clock: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM8 4.500V8l2.500 1.500',
  search: 'M7 11.500a4.500 4.500 0 1 0 0-9 4.500 4.500 0 0 0 0 9ZM10.300 10.300l3.200 3.200',
  menu: 'M2.500 4.500h11M2.500 8h11M2.500 11.500h11',
  close: 'M4 4l8 8M12 4l-8 8',
  down: 'M4 6l4 4 4-4',
  right: 'M6 4l4 4-4 4',
  theme: 'M8 13.500a5.500 5.500 0 1 0 0-11zM8 2.500a5.500 5.500 0 0 0 0 11',
  pause: 'M5.500 3.500v9M10.500 3.500v9',
  play: 'M5 3.500 12 8l-7 4.500z',
  language:
    'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM2 8h12M8 2c2 1.800 2.600 3.800 2.600 6S10 12.200 8 14M8 2C6 3.800 5.400 5.800 5.400 8S6 12.200 8 14',
  leave: 'M6.500 2.500h-4v11h4M6 8h7.500M11 5.500 13.500 8 11 10.500',
  text: 'M2 4.500V3h7v1.500M5.500 3v10M9.500 8.500V7.500h4.500v1M11.750 7.500V13',
} as const

export type IconName = keyof typeof icons
