import type { ClassTask } from "#contract/class.ts";
import { seatClient, seatOf } from "#contract/seat-client.ts";
import { fatesIn, newestTo } from "#crowd/fates.ts";
import type { CrowdPlace } from "#crowd/place.ts";
import { sayCrowd } from "#crowd/say-crowd.ts";
import { toldOf } from "#drawn/told.ts";
import type { World } from "#model/world.ts";
import type { ClassSeen } from "#room/class-seen.ts";
import { seqAtCursor } from "#room/cursor.ts";
import type { RoomState } from "#room/room-state.ts";
import type { Narration } from "#story/family.ts";
import { pausedNarration } from "#story/standing.ts";
import { lessonTitle, type ScreenScene } from "./scene.ts";
import { sumOf } from "./skyline.ts";
import { stationsOf } from "./stations.ts";
import { type ScreenSum, sumOfAll, sumOfCrowd, sumOfMessages } from "./sum.ts";

/** The sentence of a screen, and the sum beside it. */
export type Says = Narration & { readonly sum: ScreenSum | null };

/** now: room-clock time in ms. */
export function saysOf(state: RoomState, { told, seats }: ClassSeen, world: World, scene: ScreenScene, now: number): Says {
	const plain = (rest: string, sum: ScreenSum | null): Says => ({ lead: null, rest, sum });
	if (told.benches !== null) {
		const stations = stationsOf(seats.values());
		return plain(`${stations.at(-1)?.count ?? 0} of ${told.here} have come to the end of “${lessonTitle(told.benches)}”.`, null);
	}
	if (scene.at === "answer" && told.truth !== null) {
		const { client, messages, says } = told.truth;
		return plain(says, client === null ? null : sumOfMessages(world, messages, client));
	}
	const crowd =
		scene.at === "crowd" ? ofCrowd(state, world, scene.tiles) : scene.at === "skyline" ? ofMany(state, world, scene.places) : null;
	const sum = crowd?.sum ?? (scene.at === "full" ? sumOfAll(world) : null);
	if (world.clock.paused) return { ...pausedNarration(world, now), sum };
	if (crowd !== null) return crowd;
	return { ...narrated(state, world, told.task), sum };
}

/** How the newest message to the crowd stands, or the message that the host has selected. */
function ofCrowd(state: RoomState, world: World, tiles: readonly CrowdPlace[]): Says | null {
	const { selection } = state;
	const clients = new Set(tiles.map(subscriberOf));
	const chosen = selection?.of === "message" && world.messages[selection.message] !== undefined ? selection.message : null;
	const message = chosen ?? newestTo(world, clients);
	if (message === null) {
		const connected = tiles.filter(({ lamp }) => lamp === "connected").length;
		const noun = tiles.every(({ seat }) => seat !== null) ? "seats" : "clients";
		return { lead: null, rest: `${connected} of ${tiles.length} ${noun} are connected.`, sum: null };
	}
	const restarted = chosen === null ? restartSince(state, world.messages[message]?.at ?? 0) : null;
	const fates = fatesIn(world, message, clients);
	if (restarted !== null) return { ...restarted, sum: sumOfCrowd(fates) };
	return { lead: null, rest: `${sayWill(world, message)}${sayCrowd(fates)}`, sum: sumOfCrowd(fates) };
}

/** A broker that was restarted since this room-clock time, in ms, is the news; null: none was. */
function restartSince(state: RoomState, time: number): Narration | null {
	const { history } = state;
	const upTo = seqAtCursor(state);
	for (let seq = upTo; seq > upTo - LOOKED_THROUGH; seq -= 1) {
		const event = history.event(seq);
		if (event === null || event.at < time) return null;
		if (event.type !== "broker.restarted" && event.type !== "broker.failed") continue;
		const { narration } = toldOf(event, history);
		return narration === null ? null : bySeat(narration);
	}
	return null;
}

/** The sum of many is of the clients: a message that few of them get says nothing of the others. */
function ofMany(state: RoomState, world: World, places: readonly CrowdPlace[]): Says | null {
	const crowd = ofCrowd(state, world, places);
	return crowd === null ? null : { ...crowd, sum: sumOf(places) };
}

/** A seat subscribes with one of its two clients, whichever its phone shows. */
function subscriberOf({ seat, client }: CrowdPlace): string {
	return seat === null ? client : seatClient(seat, "sub");
}

/** Events that are asked for a sentence, from the newest back. */
const ASKED = 300;
/** Events that are looked through for a restart: of these, each costs a glance. */
const LOOKED_THROUGH = 3_000;

/** The last thing that had happened at the moment that is shown. */
function narrated(state: RoomState, world: World, task: ClassTask | null): Narration {
	const upTo = seqAtCursor(state);
	for (let seq = upTo; seq > upTo - ASKED; seq -= 1) {
		const event = state.history.event(seq);
		if (event === null) break;
		const said = toldOf(event, state.history).narration;
		if (said !== null) return bySeat(said);
	}
	const count = Object.keys(world.connections).length;
	if (count === 0 && task !== null) return { lead: null, rest: task.says };
	return {
		lead: null,
		rest: count === 0 ? "Nobody has connected yet." : `${count} ${count === 1 ? "client is" : "clients are"} connected.`,
	};
}

/** "s07-sub" is "seat 7" in front of a class, as everywhere on a screen. */
function bySeat(said: Narration | string): Narration {
	const { lead, rest } = typeof said === "string" ? { lead: null, rest: said } : said;
	const named = rest.replaceAll(/\bs(\d\d)-(?:sub|pub)\b/g, (_, digits: string) => `seat ${Number(digits)}`);
	return { lead, rest: named.replaceAll(/(^|[.!?] )seat /g, "$1Seat ") };
}

/** Whose will it is comes first: nobody has pressed anything. */
function sayWill({ messages }: World, message: string): string {
	const known = messages[message];
	if (known?.kind !== "will") return "";
	const seat = seatOf(known.publisher);
	return `${message} is the will of ${seat === null ? known.publisher : `seat ${seat}`}. `;
}
