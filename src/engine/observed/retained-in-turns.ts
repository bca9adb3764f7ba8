import { Readable } from "node:stream";
import type { Aedes, Client } from "aedes";

type Persistence = {
	createRetainedStreamCombi(filters: readonly string[]): Readable;
	createRetainedStream(filter: string): Readable;
};

/**
 * For each filter of a SUBSCRIBE, the memory persistence of Aedes looks through all that is retained, in one go for all filters; and it goes
 * on for clients that have left. Here each filter has a turn of its own, for one client after the other, while the client is there: what
 * comes, and in which order, is what Aedes sends. turn: calls when the next filter may be looked through.
 */
export function answerInTurns(aedes: Aedes, turn: (call: () => void) => void): void {
	const { persistence } = aedes as unknown as { persistence: Persistence };
	let line = Promise.resolve();
	let asks: Client | null = null;
	aedes.on("subscribe", (_, client) => {
		asks = client;
	});
	const nextTurn = () => {
		line = line.then(() => new Promise((resolve) => turn(resolve)));
		return line;
	};
	async function* answer(filters: readonly string[], client: Client | null) {
		const hasLeft = () => (client as { closed?: boolean } | null)?.closed === true;
		for (const filter of filters) {
			await nextTurn();
			if (hasLeft()) return;
			for await (const packet of persistence.createRetainedStream(filter)) {
				if (hasLeft()) return;
				yield packet;
			}
		}
	}
	// Aedes asks right after it has told of the subscription, in the same step.
	persistence.createRetainedStreamCombi = (filters) => Readable.from(answer(filters, asks));
}
