/** One line per noteworthy thing, for whoever runs the host. Where it goes is handed in. */
export type Log = (says: string) => void;
