import type { PacketUnderWay } from "#model/world.ts";
import { letGoStep } from "#script/let-go-step.ts";
import type { Playground } from "#script/playground.ts";
import { isTakenIn } from "#script/steps/taken-in.ts";
import { untilEither } from "#script/wait.ts";

type One = { readonly packet: PacketUnderWay; readonly clientId: string };

/** Real ms in which a broker answers: after that the wire is cut all the same. */
const ANSWER_MS = 2_000;

/** The packet arrives, and the answer is cut off: two steps in one act. */
export async function arriveThenCut({ room, lab, perform }: Playground, one: One): Promise<void> {
	const outcome = await perform(letGoStep(one.packet, one.clientId, room.getState().live));
	if (!outcome.ok) return;
	const answered = () => {
		const { live } = room.getState();
		return live.packets[one.packet.packet] === undefined && isTakenIn(one.packet, [one.clientId], live);
	};
	await untilEither(room, lab, answered, AbortSignal.timeout(ANSWER_MS));
	// The client may have come back on another connection meanwhile: that one is not meant.
	await perform({ do: "cut", client: one.clientId, connection: one.packet.connection });
}
