import type { Truth } from "#contract/class.ts";
import { FATES } from "#kit/fate.ts";
import { fateOf } from "#model/fate-of.ts";
import type { World } from "#model/world.ts";
import { sayFateOf } from "#story/say-fate.ts";
import { type SeatBox, type SeatPile, seatBox } from "./seat-box.ts";

/** What the run left behind, of the client that the question is about. Null: this phone is not told of that client. */
type SeatEvidence = { readonly client: string; readonly box: SeatBox; readonly piles: readonly SeatPile[] };

export function evidenceOf(world: World, { client, messages }: Pick<Truth, "client" | "messages">): SeatEvidence | null {
	if (client === null || (world.sessions[client] === undefined && world.gone[client] === undefined)) return null;
	const box = seatBox(world, client);
	return { client, box: { ...box, note: foundNote(world, client), fell: null }, piles: pilesOf(world, client, messages) };
}

/** What the broker's last CONNACK to the client said. */
function foundNote({ clients }: World, client: string): SeatBox["note"] {
	const phase = clients[client]?.phase;
	if (phase?.phase !== "connected") return { head: "", says: "Its client is away." };
	return phase.sessionPresent
		? { head: "CONNACK sp=1:", says: "the old session was found." }
		: { head: "CONNACK sp=0:", says: "the broker had no session." };
}

/** The messages of the question, those with one fate and one reason together. */
function pilesOf(world: World, client: string, messages: Truth["messages"]): readonly SeatPile[] {
	const piles = new Map<string, SeatPile>();
	for (const message of messages) {
		const published = world.messages[message];
		if (published === undefined) continue;
		const { fate } = fateOf(world, message, client);
		const says = `${sayFateOf(world, message, client)}.`;
		const pile = piles.get(`${fate} ${says}`);
		const all = [...(pile?.messages ?? []), { message, qos: published.qos }];
		piles.set(`${fate} ${says}`, { fate: FATES[fate].puck, messages: all, head: `${all.length} ${FATES[fate].word.toLowerCase()}.`, says });
	}
	return [...piles.values()];
}
