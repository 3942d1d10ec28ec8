/** Event of the window: the server can be reached again, so what failed or grew old meanwhile is worth reading again. */
export const RECONNECTED = 'zhikong-reconnected'
