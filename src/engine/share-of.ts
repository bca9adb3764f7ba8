/**
 * Whose share of what a room keeps a client uses, by its client id: all clients of one name have one share together. Null: nobody's in particular, who
 * is bounded by what the whole room keeps.
 */
export type ShareOf = (clientId: string) => string | null;

export const NOBODYS: ShareOf = () => null;
