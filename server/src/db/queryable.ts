import type pg from 'pg'

/** Plain SQL with numbered parameters, on a pool or inside a transaction's client. */
export type Queryable = Pick<pg.Pool, 'query'>
