import { describe, expect, it } from "vitest";
import { newHalf } from "./half.ts";

const publish = (messageId: number, payload: string) =>
	({ cmd: "publish", topic: "t", payload, qos: 1, retain: false, dup: false, messageId }) as const;
const done = () => {};

describe("a client's own half of a session", () => {
	it("sends again in the order of publishing, with DUP set", async () => {
		const { outgoing } = newHalf();
		outgoing.put(publish(2, "first"), done);
		outgoing.put(publish(1, "second"), done);
		const again = await outgoing.createStream().toArray();
		expect(again).toMatchObject([
			{ payload: "first", dup: true },
			{ payload: "second", dup: true },
		]);
	});

	it("sends PUBREL again in the place of its message, without DUP", async () => {
		const { outgoing } = newHalf();
		outgoing.put(publish(1, "first"), done);
		outgoing.put(publish(2, "second"), done);
		outgoing.put({ cmd: "pubrel", messageId: 1 }, done);
		const again = await outgoing.createStream().toArray();
		expect(again.map(({ cmd }) => cmd)).toEqual(["pubrel", "publish"]);
		expect(again[0]).not.toHaveProperty("dup");
	});

	it("is empty once cleared", async () => {
		const { outgoing } = newHalf();
		outgoing.put(publish(1, "first"), done);
		outgoing.clear();
		expect(await outgoing.createStream().toArray()).toEqual([]);
	});

	it("gives packet ids from 1 and none that is in use", () => {
		const { outgoing, ids } = newHalf();
		expect([ids.allocate(), ids.allocate()]).toEqual([1, 2]);
		outgoing.put(publish(2, "unacknowledged"), done);
		ids.clear();
		for (let id = 3; id <= 65_535; id += 1) ids.deallocate(ids.allocate() ?? 0);
		expect([ids.allocate(), ids.allocate()]).toEqual([1, 3]);
	});
});
