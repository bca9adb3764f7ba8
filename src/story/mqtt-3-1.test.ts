import { expect, it } from "vitest";
import { connect, openRawClient, openRawRoom } from "#engine/testkit/raw.ts";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import { reduce } from "#model/reduce.ts";
import { narrate } from "./narrate.ts";

it("says what CONNACK tells a client by the version of that connection, and not of the one that its client opened next", async () => {
	const room = await openRawRoom();
	room.command({ type: "wire.delay", delayMs: 60_000 });
	openRawClient(room).send(connect("sub", true));
	openRawClient(room).send(connect("sub", true, { protocolId: "MQIsdp", protocolVersion: 3 } as never));
	room.command({ type: "clock.pause" });
	room.command({ type: "wire.step" });
	await room.until(({ sessions }) => sessions.sub !== undefined);
	let world = EMPTY_WORLD;
	const said = room.events.flatMap((event) => {
		const before = world;
		world = reduce(before, event);
		return event.type === "session.created" ? [narrate(event, world, before)] : [];
	});
	expect(said).toEqual(["The broker opened a clean session for sub (session present = 0). It ends with the connection."]);
	await room.close();
});
