/**
 * How much of a client is shown: everything; what is needed in the middle of a sentence; two lines; one line; on a phone, a bar with the next
 * thing to do.
 */
export type CardForm = "full" | "compact" | "row" | "line" | "bar";
