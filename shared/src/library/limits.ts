/** Matches are counted no further, and in a register of hundreds of thousands sometimes not so far. */
export const COUNTED_UP_TO = 10_000
/** Enterprises that are assigned or tagged in one command. */
export const MOST_AT_ONCE = 5000
/** Characters of ids in the address of a preview; whoever picked more one by one assigns without one. */
export const MOST_PREVIEWED = 6000
/** Saved views of one post. */
export const MOST_VIEWS = 30
/** Letters of a view's name. */
export const VIEW_NAME = 20
/**
 * Rows of one exported file: as many as a sheet holds beside its header and its last line, which is more than any city's
 * library. More would open whole in no spreadsheet, as CSV neither. 依据: Excel specifications and limits（1,048,576 rows）
 */
export const MOST_EXPORTED = 1_048_574
