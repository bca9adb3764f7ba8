/** One line per noteworthy thing, for the person who runs the host. Where the lines go is handed in. `fault`: the bug of ours that a line tells of. */
export type Log = (says: string, fault?: unknown) => void;
