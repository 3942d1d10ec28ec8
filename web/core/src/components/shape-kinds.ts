/** Four outlines that differ even in grey, and two for ended and paused. */
export type ShapeKind = 'ok' | 'warn' | 'yellow' | 'red' | 'done' | 'hold'

export const outlines: Readonly<Record<ShapeKind, string>> = {
  ok: 'M6 1.500a4.500 4.500 0 1 0 0 9 4.500 4.500 0 0 0 0-9Z',
  warn: 'M6 1 11.500 10.800H.500Z',
  yellow: 'M6 .4 11.600 6 6 11.600.4 6Z',
  red: 'M1.200 1.200h9.600v9.600H1.200Z',
  done: 'M1.500 6.400 4.700 9.600 10.600 2.800',
  hold: 'M2.200 1.500h2.600v9H2.200zM7.200 1.500h2.600v9H7.200z',
}

/** The shape of a card. */
export const cardShape = (level: 'WARNING' | 'YELLOW' | 'RED'): ShapeKind =>
  level === 'RED' ? 'red' : level === 'YELLOW' ? 'yellow' : 'warn'

/** The outline of a shape in a box of 12 × 12. */
export const outlinesOf = (kind: ShapeKind): string => outlines[kind]
