import { afterEach, expect, test } from "vitest";
import { LIMITS } from "#contract/limits.ts";
import { openMemoryHost } from "#host/testkit/memory-host.ts";
import type { TestHost } from "#host/testkit/test-host.ts";
import { PAGE_TIME } from "./host-line.ts";
import type { RoomState, RoomStore } from "./room-state.ts";
import { openRoomStore } from "./room-store.ts";

let host: TestHost;
const open: { close(): void }[] = [];
afterEach(async () => {
	for (const one of open.splice(0)) one.close();
	await host.close();
});

function enter(name: string, more: Partial<Parameters<typeof openRoomStore>[0]> = {}): RoomStore {
	const room = openRoomStore({ url: `${host.wsBase}/r/${name}/watch`, room: name, WebSocket: host.WebSocket, time: PAGE_TIME, ...more });
	open.push(room);
	return room;
}
function link(room: RoomStore, holds: (link: RoomState["link"]) => boolean): Promise<RoomState["link"]> {
	return new Promise((settle) => {
		const look = () => holds(room.getState().link) && settle(room.getState().link);
		room.subscribe(look);
		look();
	});
}
const isOut = ({ state }: RoomState["link"]) => state === "lost";

test("a page that finds the host full is told the sentence that was written for it, and comes in once there is room", async () => {
	host = openMemoryHost();
	const visits = await Promise.all(Array.from({ length: LIMITS.rooms }, (_, one) => host.host.rooms.enter(`r${one}`)));
	const room = enter("one-more");
	expect(await link(room, isOut)).toMatchObject({ says: `This host holds ${LIMITS.rooms} rooms and no more; use one that is open.` });
	for (const one of visits) if (one.ok) one.visit.leave();
	expect(await link(room, ({ state }) => state === "live")).toEqual({ state: "live" });
});

test("a page that is one too many is told how many watch", async () => {
	host = openMemoryHost();
	const others = Array.from({ length: LIMITS.watchersPerRoom }, () => enter("demo"));
	await Promise.all(others.map((one) => link(one, ({ state }) => state === "live")));
	expect(await link(enter("demo"), isOut)).toMatchObject({ says: expect.stringContaining(`${LIMITS.watchersPerRoom} watchers`) });
});

test("a page whose room cannot be opened is told so", async () => {
	host = openMemoryHost({ openRoom: () => Promise.reject(new Error("no")) });
	expect(await link(enter("demo"), isOut)).toMatchObject({ says: "Room demo could not be opened; the host's log says why." });
});

test("a page whose socket does not open asks why, and forgets the answer with the next loss that has another reason", async () => {
	host = openMemoryHost({ own: { isOurs: () => false, mayUse: () => true, leadsHere: () => false } });
	const asked: number[] = [];
	const room = enter("demo", {
		chance: () => 0,
		why: async (attempts) => {
			asked.push(attempts);
			return attempts === 1 ? "“lab” is not a name of this host." : null;
		},
	});
	expect(await link(room, (now) => now.state === "lost" && now.says !== null)).toMatchObject({ says: "“lab” is not a name of this host." });
	expect(await link(room, (now) => now.state === "lost" && now.attempts >= 2 && now.says === null)).toMatchObject({ says: null });
	expect(asked.slice(0, 2)).toEqual([1, 2]);
});
