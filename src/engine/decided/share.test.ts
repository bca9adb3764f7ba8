import { expect, it } from "vitest";
import { LIMITS } from "#contract/limits.ts";
import { connect, openRawClient, publish } from "#engine/testkit/raw.ts";
import { eachInStillRoom } from "#engine/testkit/still-room.ts";

const still = eachInStillRoom();

/** Clients a1, a2 … are one owner's, b1, b2 … another's; all others are nobody's in particular. */
const shareOf = (clientId: string) => (/^[ab]\d/.test(clientId) ? clientId.slice(0, 1) : null);

/** However many turns of the event loop it takes. */
async function until(holds: () => boolean): Promise<void> {
	while (!holds()) await still.settled();
}

async function enter(clientId: string) {
	const client = openRawClient(still.room);
	client.send(connect(clientId, false));
	await still.settled();
	return client;
}

it("the filters of one owner's clients take no more than their share, and leave the rest to others", async () => {
	still.room.shares(shareOf);
	const ask = async (client: Awaited<ReturnType<typeof enter>>, topics: readonly string[]) => {
		client.send({ cmd: "subscribe", messageId: 7, subscriptions: topics.map((topic) => ({ topic, qos: 1 })) });
		await still.settled();
		const answer = client.got.at(-1);
		return answer?.cmd === "suback" ? answer.granted : [];
	};
	const long = (name: string, length: number) => name.padEnd(length, "x");
	const [one, two, other, anybody] = [await enter("a1"), await enter("a2"), await enter("b1"), await enter("sub-1")];
	const most = ["1", "2", "3", "4"].map((name) => long(name, LIMITS.filterBytesPerShare / 4 - 25));
	expect(await ask(one, most)).toEqual([1, 1, 1, 1]);
	expect(await ask(two, [long("q", 60), long("r", 60), "s"])).toEqual([1, 128, 1]);
	expect(still.told("subscription.refused")).toMatchObject([{ session: "a2", why: "share-full" }]);
	for (const client of [other, anybody]) expect(await ask(client, [long("t", 1_000), "u"])).toEqual([1, 1]);
	one.send({ cmd: "unsubscribe", messageId: 8, unsubscriptions: most });
	await until(() => one.got.at(-1)?.cmd === "unsuback");
	expect(await ask(two, [long("r", 60)])).toEqual([1]);
});

it("what is retained for one owner's clients takes no more than their share; on a topic of others it takes the place of theirs", async () => {
	still.room.shares(shareOf);
	const [one, two, other] = [await enter("a1"), await enter("a2"), await enter("b1")];
	const retain = async (client: typeof one, topic: string, payload = "x") => {
		const before = still.told("publication.accepted").length;
		client.send(publish(topic, payload, 0, { retain: true }));
		await until(() => still.told("publication.accepted").length > before);
	};
	const topics = () => still.told("retained.set").map((event) => (event.type === "retained.set" ? event.topic : ""));
	for (let at = 1; at <= LIMITS.retainedPerShare; at += 1) await retain(at % 2 === 0 ? one : two, `t/${at}`);
	await retain(one, "t/more");
	await retain(two, "t/more");
	expect(topics()).toHaveLength(LIMITS.retainedPerShare);
	expect(still.told("limit.reached")).toMatchObject([{ limit: "retainedPerShare" }]);
	await retain(one, "t/1", "replaced");
	await retain(other, "t/2", "theirs now");
	await retain(one, "t/more");
	expect(topics().slice(LIMITS.retainedPerShare)).toEqual(["t/1", "t/2", "t/more"]);
	await retain(one, "t/1", "");
	await retain(one, "t/big", "y".repeat(LIMITS.retainedBytesPerShare));
	expect(still.told("retained.set")).toHaveLength(LIMITS.retainedPerShare + 3);
	await retain(await enter("pub-1"), "t/big", "y".repeat(LIMITS.retainedBytesPerShare));
	expect(topics().at(-1)).toBe("t/big");
});
