export type Reply = { ok: true } | { ok: false; says: string };

/** Commands under way to the host, by the page's own number. */
export function openAnswers() {
	const waiting = new Map<number, (answer: Reply) => void>();
	let last = 0;
	return {
		/** Takes a number; send is given that number and puts the command on its way. */
		ask(send: (id: number) => void): Promise<Reply> {
			last += 1;
			const id = last;
			return new Promise((resolve) => {
				waiting.set(id, resolve);
				send(id);
			});
		},
		answer(id: number, answer: Reply): void {
			waiting.get(id)?.(answer);
			waiting.delete(id);
		},
		/** The socket is gone: nobody will answer these. */
		fail(says: string): void {
			for (const id of [...waiting.keys()]) this.answer(id, { ok: false, says });
		},
	};
}
