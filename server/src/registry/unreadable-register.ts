/** A file that cannot be taken in as a list of enterprises; the message says what is wrong with it. */
export class UnreadableRegister extends Error {}
