/** One line per noteworthy thing, for whoever runs the host. Where it goes is handed in. `fault`: the bug of ours that it tells of. */
export type Log = (says: string, fault?: unknown) => void;
