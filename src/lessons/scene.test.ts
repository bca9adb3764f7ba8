import { describe, expect, it } from "vitest";
import type { Lesson } from "#course/lesson.ts";
import type { Sketch } from "#course/sketch.ts";
import { puckWidth } from "#kit/shape.ts";
import { namedOf } from "#model/testkit/sample.ts";
import type { Message, World } from "#model/world.ts";
import { CONNECTED, client, got, OFFLINE, session, worldOf } from "#script/testkit/sample.ts";
import { messageNames } from "./message-names.ts";
import { happenedScene, predictedScene, type Token } from "./scene.ts";
import { CLIENT, layOutScene, SESSION, WIDTH } from "./scene-layout.ts";

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
const dropped = { fate: "dropped", reason: "publish-qos-0", filter: "t", grantedQos: 1, full: null, at: 5 } as const;
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

const names = messageNames({ moments: [] }, away);
const predicted = (stated: Sketch, world = away) => predictedScene("sub-1", world, null, { stated, statedBefore: null, names });

describe("a prediction, as a scene", () => {
	it("has ghosts with the names that the run knows for their payloads, and none without a name", () => {
		const scene = predicted({ session: "persistent", queue: ["21.5", "never"], dropped: ["21.8"] });
		expect(scene.slots).toMatchObject([
			{ label: "m1", fate: "ghost", qos: 1 },
			{ label: "?", fate: "ghost", qos: 0 },
		]);
		expect(scene.fallen).toMatchObject([{ label: "m2", fate: "ghost" }]);
	});

	it("is drawn as it happened where it does not say: what is not compared does not differ", () => {
		expect(predicted({})).toMatchObject({
			session: "persistent",
			link: "out",
			slots: [{ label: "m1", qos: 1 }],
			got: [],
			fallen: [{ label: "m2" }],
		});
		expect(predicted({}, back).got).toMatchObject([{ label: "m1", dup: true, qos: 1, fate: "ghost" }]);
		expect(predicted({ received: ["21.5"] }, back).got).toMatchObject([{ label: "m1", dup: true }]);
		expect(predicted({ received: [{ payload: "21.5", dup: false }] }, back).got).toMatchObject([{ label: "m1", dup: false }]);
		expect(predicted({ online: true, received: [] })).toMatchObject({ link: "in", got: [] });
		expect(predicted({ online: false, ended: "cut" }, back).link).toBe("cut");
	});

	it("names a will that was only predicted as the next will there would have been", () => {
		const withWill: Lesson["moments"] = [
			{ title: "One", lines: [{ step: { do: "connect", client: "m", will: { topic: "t", payload: "offline", qos: 1, retain: false } } }] },
		];
		const will = { ...message("w1", "offline"), ...namedOf("w1") };
		const none = messageNames({ moments: withWill }, { messages: {} });
		const one = messageNames({ moments: withWill }, { messages: { w1: will } });
		expect([0, 1].map((nth) => none.onPuck("offline", nth))).toEqual(["w1", "w2"]);
		expect([0, 1].map((nth) => one.onPuck("offline", nth))).toEqual(["w1", "w2"]);
		expect([one.inText("offline", []), none.inText("offline", [])]).toEqual(["“offline”", "“offline”"]);
	});
});

describe("the layout of a scene", () => {
	const many = (count: number) =>
		predicted({
			queue: Array.from({ length: count }, (_, n) => `${n}`),
			received: Array.from({ length: count }, () => "21.5"),
			dropped: [],
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

it("no message that a client has received lies on another one, nor outside its box, whatever its marks", () => {
	const widthOf = ({ qos, dup }: Pick<Token, "qos" | "dup">) => puckWidth(qos, CLIENT.puck) + (dup ? 6 * (CLIENT.puck / 40) : 0);
	for (const count of [2, 3, 6])
		for (const qos of [0, 1, 2] as const)
			for (const dup of [false, true]) {
				const got = Array.from(
					{ length: count },
					(_, at) => ({ label: `m${at}`, qos, fate: "ghost", retain: false, dup: dup && at === 1 }) as const,
				);
				const { got: placed, clientHeight } = layOutScene({ ...happenedScene("sub-1", back, away), got });
				expect(placed).toHaveLength(count);
				for (const [at, { x, y, token }] of placed.entries()) {
					expect(y + CLIENT.puck / 2).toBeLessThanOrEqual(CLIENT.y + clientHeight);
					const beside = placed[at + 1];
					if (beside !== undefined && beside.y === y)
						expect(beside.x - x).toBeGreaterThanOrEqual((widthOf(token) + widthOf(beside.token)) / 2);
				}
			}
});
