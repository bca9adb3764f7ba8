import type { HostFrame } from "#contract/frame.ts";

/** bytes: where the host was asked for those of packets. */
export type Reply = { ok: true; bytes?: Extract<HostFrame, { type: "bytes" }> } | { ok: false; says: string };
/** Why nothing more comes of what was asked of a life of the room that is over. */
export const BEGUN_ANEW = "The room began again before this was finished.";

type Settle = (answer: Reply) => void;

/** Commands under way to the host, by the page's own number. */
export function openAnswers() {
	const waiting = new Map<number, Settle>();
	/** Done, but what they brought about has not been told yet: the room was as it is to be with the event of this seq. */
	let untold: { readonly seq: number; readonly settle: Settle }[] = [];
	let last = 0;
	const take = (id: number): Settle => {
		const settle = waiting.get(id) ?? (() => {});
		waiting.delete(id);
		return settle;
	};
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
			take(id)(answer);
		},
		/** Done: settles as soon as the page is told the event of this seq. upTo: it has been told everything up to that one. */
		done(id: number, seq: number, upTo: number): void {
			untold.push({ seq, settle: take(id) });
			this.told(upTo);
		},
		/** The page has been told everything up to this seq. */
		told(upTo: number): void {
			const now = untold.filter(({ seq }) => seq <= upTo);
			untold = untold.filter(({ seq }) => seq > upTo);
			for (const { settle } of now) settle({ ok: true });
		},
		/** The socket is gone: nobody will answer these. What is done is told over the next socket. */
		fail(says: string): void {
			for (const id of [...waiting.keys()]) this.answer(id, { ok: false, says });
		},
		/** The life of the room is over, or it was left: nothing of it is told any longer. */
		end(says: string): void {
			this.fail(says);
			for (const { settle } of untold.splice(0)) settle({ ok: false, says });
		},
	};
}
