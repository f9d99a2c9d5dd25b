/** Thrown to whoever sets up offices and people; the message is one sentence for that person. */
export class SetUpError extends Error {}
