/** What is wrong with what a server did: the run has failed. */
export class Fault extends Error {}
