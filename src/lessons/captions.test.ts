import { describe, expect, it } from "vitest";
import { LESSONS } from "#course/lessons/lessons.ts";
import { CONNECTED, client, got, worldOf } from "#script/testkit/sample.ts";
import { captionOf, keysOf, sayDifference, seenIn } from "./captions.ts";
import { chipsOf } from "./chips.ts";
import { groupsWith, lessonAfter } from "./use-lessons.ts";

const lessonOf = (id: string) => {
	const found = LESSONS.find((lesson) => lesson.id === id);
	if (found === undefined) throw new Error(`no lesson ${id}`);
	return found;
};

describe("the words under a drawing", () => {
	it("say field by field what is stated, by payload", () => {
		const says = captionOf({ session: "persistent", queue: ["21.5", "21.8", "22.1"], dropped: [] }, ["session", "queue", "dropped"]);
		expect(says.map((phrase) => phrase.says)).toEqual(["session kept", "21.5, 21.8 and 22.1 wait"]);
	});

	it("say an empty message, and the bits of what was received", () => {
		const [says] = captionOf({ received: [{ payload: "", retain: true, qos: 1 }, { payload: "a", dup: true }, "b"] }, ["received"]);
		expect(says?.says).toBe("received an empty message (QoS 1, RETAIN = 1), “a” (DUP = 1) and “b”");
	});

	it("say of a bit that an answer speaks of that it is 0, too", () => {
		const world = worldOf(client("sub-1", CONNECTED, { received: [got("21.5", 1)] }));
		const says = (id: string) => {
			const lesson = lessonOf(id);
			return captionOf(seenIn(lesson, lesson.moments.length - 1, "sub-1", world), ["received"])[0]?.says;
		};
		expect(says("dup-per-hop")).toBe("received 21.5 (DUP = 0)");
		expect(says("test-4")).toBe("received 21.5");
	});

	it("mark what differs, also where it would be left to the drawing", () => {
		expect(captionOf({ online: false, queue: [] }, ["online", "queue"], ["online"])).toContainEqual({
			key: "online",
			says: "offline",
			differs: true,
		});
	});

	it("can say every field of every answer of the course", () => {
		for (const lesson of LESSONS)
			for (const answer of lesson.answers)
				for (const [moment, sees] of answer.sees.entries())
					for (const [clientId, sketch] of Object.entries(sees)) {
						const keys = keysOf(lesson, moment, clientId);
						for (const key of keys)
							if (sketch[key] !== undefined) expect(captionOf(sketch, [key], [key]), `${lesson.id} ${key}`).toHaveLength(1);
					}
	});

	it("name the first difference with client and step", () => {
		const difference = { moment: 1, clientId: "sub-1", keys: ["dropped", "queue"] as const };
		expect(sayDifference(difference, { queue: ["21.5"] }, { queue: [], dropped: ["21.5"] })).toBe(
			"First difference in part 2, for sub-1. You predicted: 21.5 waits. It was: nothing waits.",
		);
	});
});

describe("the chips of a lesson", () => {
	it("are read off its script", () => {
		expect(chipsOf(lessonOf("test-2"))).toEqual([
			{ key: "clean sub-1", wire: "clean_session = false", word: "sub-1", qos: [] },
			{ key: "publish", wire: null, word: "publish", qos: [0] },
			{ key: "subscribe", wire: null, word: "subscribe", qos: [0] },
		]);
	});
});

describe("the list of lessons", () => {
	it("has own lessons last, and one with the id of a built-in one in its place", () => {
		const own = { ...lessonOf("test-2"), title: "Mine" };
		const groups = groupsWith([own]);
		expect(groups.at(-1)).toEqual({ title: "Your own lessons", lessons: [own] });
		expect(groups.flatMap(({ lessons }) => lessons).filter(({ id }) => id === "test-2")).toEqual([own]);
		expect(lessonAfter(groups, "test-1")?.id).toBe("test-3");
		expect(lessonAfter(groups, "test-2")).toBeNull();
	});
});
