import type { Command } from "#contract/command.ts";
import type { RoomEvent } from "#contract/event.ts";
import type { Outcome } from "#lab/setup.ts";
import { LEFT, untilEither } from "#script/wait.ts";
import type { Hands } from "./verb.ts";

/** For steps that end every connection. Through when the world has told of it: a client that connects next is not swept away by this step. */
export async function endAll(command: Command, told: RoomEvent["type"], { room, lab, signal }: Hands): Promise<Outcome> {
	const before = room.getState().live.seq;
	const answer = await room.send(command);
	if (!answer.ok) return answer;
	const happened = () => {
		const { history } = room.getState();
		return history.after(before).some(({ type }) => type === told);
	};
	const unplugged = () => Object.keys(lab.getState().links).length === 0;
	return (await untilEither(room, lab, () => happened() && unplugged(), signal)) ? answer : LEFT;
}
