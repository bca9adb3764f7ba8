import { unreachable } from "#contract/unreachable.ts";
import type { Bead, Carried, Picture } from "#course/questions/picture.ts";
import { droppedFor, sketchOf } from "#course/sketch.ts";
import { clientAt } from "#model/both-worlds.ts";
import type { History } from "#model/history.ts";
import type { World } from "#model/world.ts";
import type { Direction } from "#mqtt/packet.ts";
import { isSilent } from "#script/client-phase.ts";

/** What happened in one row: the worlds at both its ends, and everything that was told. */
type RowSeen = { readonly from: World; readonly to: World; readonly history: History };

/** What this picture shows that was not so at the end of its row; null: nothing. */
export function misdrawn(picture: Picture, seen: RowSeen): string | null {
	const [drawn, was] = bothOf(picture, seen);
	const [one, other] = [JSON.stringify(drawn), JSON.stringify(was)];
	return one === other ? null : `drawn ${one}, seen ${other}`;
}

/** The same picture with one thing drawn otherwise. */
export function otherwise(picture: Picture): Picture {
	const one: Bead = { message: "m9", qos: 1, retain: false, dup: false };
	switch (picture.draws) {
		case "session":
			return picture.queued.length > 0 ? { ...picture, queued: [] } : { ...picture, kind: picture.kind === "none" ? "clean" : "none" };
		case "client":
			return { ...picture, has: picture.has.length > 0 ? picture.has.map((got) => ({ ...got, dup: !got.dup })) : [one] };
		case "retained":
			return { ...picture, kept: picture.kept === null ? one : null };
		case "wire":
			return picture.up === null ? { ...picture, up: one } : { ...picture, link: picture.link === "in" ? "out" : "in" };
		default:
			return unreachable(picture);
	}
}

function bothOf(picture: Picture, { from, to, history }: RowSeen): readonly [drawn: unknown, seen: unknown] {
	switch (picture.draws) {
		case "session": {
			const { inflight = [], queue = [] } = to.sessions[picture.client] ?? {};
			const before = droppedFor(from, picture.client).map(({ message }) => message);
			const fallen = droppedFor(to, picture.client).filter(({ message }) => !before.includes(message));
			return [
				[picture.kind, names(picture.flight), names(picture.queued), names(picture.fallen)],
				[sketchOf(to, picture.client).session, names(inflight), names(queue), names(fallen)],
			];
		}
		case "client": {
			const { received = [], outgoing = [] } = to.clients[picture.client] ?? {};
			return [
				[picture.has.map(wholly), names(picture.keeps)],
				[received.map(wholly), names(outgoing)],
			];
		}
		case "retained":
			return [picture.kept === null ? [] : names([picture.kept]), names(Object.values(to.retained))];
		case "wire": {
			const packets = packetsOf(picture.client, { from, to, history });
			const carried = (one: Carried | null, direction: Direction) => one === null || packets.includes(`${direction} ${carriedName(one)}`);
			return [
				[picture.link, true, true],
				[linkOf(picture.client, to), carried(picture.up, "up"), carried(picture.down, "down")],
			];
		}
		default:
			return unreachable(picture);
	}
}

const names = (all: readonly { readonly message: string; readonly qos: number }[]) => all.map(({ message, qos }) => `${message} q${qos}`);
const wholly = ({ message, qos, retain, dup }: Bead) => `${message} q${qos}${retain ? " R" : ""}${dup ? " DUP" : ""}`;

function carriedName(carried: Carried): string {
	return typeof carried === "string" ? carried : wholly(carried);
}

/** Every packet that entered the wire of this client in the row: "up m1 q1 DUP", "down PUBACK". */
function packetsOf(client: string, { from, to, history }: RowSeen): readonly string[] {
	return history.after(from.seq).flatMap((event) => {
		if (event.seq > to.seq || (event.type !== "packet.entered" && event.type !== "packet.passed")) return [];
		const { connection, direction, fields } = event;
		if (clientAt(history.sides(event), connection) !== client) return [];
		return [`${direction} ${fields.type === "PUBLISH" ? wholly(fields) : fields.type}`];
	});
}

function linkOf(client: string, world: World): "in" | "silent" | "cut" | "out" {
	const phase = world.clients[client]?.phase;
	if (phase?.phase === "connected") return isSilent(world, client) ? "silent" : "in";
	return phase?.phase === "offline" && phase.reason === "cut" ? "cut" : "out";
}
