import { describe, expect, it } from "vitest";
import { namedOf } from "#model/testkit/sample.ts";
import type { Message, World } from "#model/world.ts";
import { CONNECTED, client, got, OFFLINE, session, worldOf } from "#script/testkit/sample.ts";
import { happenedScene, predictedScene } from "./scene.ts";
import { layOutScene, SESSION, WIDTH } from "./scene-layout.ts";

const message = (name: string, payload: string): Message => ({
	...namedOf(name),
	publisher: "pub-1",
	topic: "t",
	payload,
	payloadBytes: payload.length,
	qos: 1,
	retain: false,
	at: 0,
	phase: "accepted",
	publications: 1,
	decided: 1,
});
const dropped = { fate: "dropped", reason: "publish-qos-0", filter: "t", grantedQos: 1, limit: null, at: 5 } as const;
const away: World = {
	...worldOf(client("sub-1", OFFLINE)),
	sessions: { "sub-1": session("sub-1", { queue: [{ delivery: "d1", message: "m1", qos: 1, since: 1 }] }) },
	messages: { m1: message("m1", "21.5"), m2: message("m2", "21.8") },
	fates: { m1: { "sub-1": { fate: "queued", since: 1 } }, m2: { "sub-1": dropped } },
};
const back: World = {
	...away,
	...worldOf(client("sub-1", CONNECTED, { received: [{ ...got("21.5", 1), message: "m1", dup: true }] })),
	messages: away.messages,
	fates: away.fates,
};

describe("what happened, as a scene", () => {
	it("has what waits in the session, and under it what was dropped", () => {
		expect(happenedScene("sub-1", away, null)).toMatchObject({
			session: "persistent",
			link: "out",
			slots: [{ label: "m1", fate: "queued", qos: 1 }],
			got: [],
			fallen: [{ label: "m2", fate: "dropped" }],
		});
	});

	it("has what was received with its bits, and does not let fall again what lay there already", () => {
		expect(happenedScene("sub-1", back, away)).toMatchObject({
			link: "in",
			got: [{ label: "m1", fate: "delivered", dup: true, retain: false }],
			fallen: [],
		});
	});

	it("tells a cut cable from an unplugged one", () => {
		const cut = worldOf(client("sub-1", { ...OFFLINE, reason: "cut", says: "cut" }));
		expect(happenedScene("sub-1", cut, null).link).toBe("cut");
		expect(happenedScene("nobody", cut, null)).toMatchObject({ link: "out", session: "none" });
	});
});

describe("a prediction, as a scene", () => {
	it("has ghosts with the names that the world knows for their payloads", () => {
		const scene = predictedScene({ session: "persistent", queue: ["21.5", "never"], dropped: ["21.8"] }, away, "sub-1");
		expect(scene.slots).toMatchObject([
			{ label: "m1", fate: "ghost", qos: 1 },
			{ label: "never", fate: "ghost", qos: 0 },
		]);
		expect(scene.fallen).toMatchObject([{ label: "m2", fate: "ghost" }]);
	});

	it("draws connection and session as they were where it does not say, and leaves messages out", () => {
		expect(predictedScene({}, away, "sub-1")).toMatchObject({
			session: "persistent",
			link: "out",
			slots: [],
			got: [],
			gotKnown: false,
			fallen: [],
		});
		expect(predictedScene({ online: true, received: [] }, away, "sub-1")).toMatchObject({ link: "in", gotKnown: true });
		expect(predictedScene({ online: false, ended: "cut" }, back, "sub-1").link).toBe("cut");
	});
});

describe("the layout of a scene", () => {
	const many = (count: number) => ({
		...predictedScene(
			{ queue: Array.from({ length: count }, (_, n) => `${n}`), received: Array.from({ length: count }, () => "21.5") },
			away,
			"sub-1",
		),
	});

	it("has three empty slots where nothing waits", () => {
		const { slots, more } = layOutScene(many(0));
		expect(slots.map(({ token }) => token)).toEqual([null, null, null]);
		expect(more).toEqual({ slots: 0, got: 0, fallen: 0 });
	});

	it("counts what does not fit, and keeps everything within its width", () => {
		const layout = layOutScene(many(8));
		expect(layout.slots).toHaveLength(6);
		expect(layout.more).toMatchObject({ slots: 2, got: 2 });
		for (const { x, y } of [...layout.slots, ...layout.got]) {
			expect(x).toBeGreaterThanOrEqual(SESSION.x);
			expect(x).toBeLessThan(WIDTH - 15);
			expect(y).toBeLessThan(layout.height);
		}
	});

	it("grows for what lies under the floor", () => {
		const without = layOutScene(happenedScene("sub-1", back, away));
		const under = layOutScene(happenedScene("sub-1", away, null));
		expect(under.height).toBeGreaterThan(without.height);
		expect(under.fallen[0]?.y).toBeGreaterThan(SESSION.y + under.sessionHeight);
	});
});
