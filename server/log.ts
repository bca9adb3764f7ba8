/** One line per noteworthy thing. */
export type Log = (says: string) => void;

/** To stdout, with the time of day: a trainer reads it beside the projector. */
export const printLog: Log = (says) => {
	process.stdout.write(`${new Date().toTimeString().slice(0, 8)} ${says}\n`);
};
