import type { ClassFrame, ClassQuestion, ClassTold, SeatTold, You } from "#contract/class.ts";
import type { ClassCommand, HelloFrame } from "#contract/class-command.ts";
import { openStillTime } from "#engine/testkit/still.ts";
import { type ClassPage, openClass } from "#host/class/open-class.ts";

export const HOST_KEY = "the-key-of-the-host-page";
export const QUESTION: ClassQuestion = {
	id: "test-2",
	about: "Test 2 of 5",
	asks: "What does sub-1 receive?",
	setup: [],
	answers: ["All three.", "Nothing.", "The newest."],
};

/** A page of a class, and all that it was told. */
export type ScenePage = ClassPage & {
	readonly frames: readonly ClassFrame[];
	/** The frames folded. */
	told(): ClassTold;
	seats(): readonly SeatTold[];
	you(): You;
	/** The sentences with which the page was turned out. */
	readonly turnedOut: readonly string[];
	asks(command: ClassCommand): string | null;
};

/** A class in a time that stands still. */
export function openScene() {
	const time = openStillTime();
	const cut: number[] = [];
	const begunAnew: number[] = [];
	const sent = { messages: 100 };
	let keys = 0;
	const lesson = openClass({
		time,
		addresses: ["http://192.168.43.7:8080"],
		hostKey: HOST_KEY,
		newKey: () => `key-${++keys}`,
		cut: (seat) => cut.push(seat),
		sentTo: () => sent.messages,
		begunAnew: (seat) => begunAnew.push(seat),
	});

	function enter(hello: HelloFrame["hello"], from: string | null = null): ScenePage | string {
		const frames: ClassFrame[] = [];
		const turnedOut: string[] = [];
		const page = lesson.hello({ hello }, { send: (frame) => void frames.push(frame), turnOut: (says) => void turnedOut.push(says) }, from);
		if (typeof page === "string") return page;
		return {
			...page,
			frames,
			turnedOut,
			told: () => Object.assign({}, ...frames.map(({ told }) => told)) as ClassTold,
			seats: () => [...new Map(frames.flatMap(({ seats = [] }) => seats.map((seat) => [seat.seat, seat]))).values()],
			you: () => frames.flatMap(({ you }) => you ?? []).at(-1) as You,
			asks: (command) => lesson.command(page.asker, command),
		};
	}
	function entered(hello: HelloFrame["hello"]): ScenePage {
		const page = enter(hello);
		if (typeof page === "string") throw new Error(page);
		return page;
	}
	return {
		time,
		lesson,
		/** The seats whose connections were ended. */
		cut,
		/** How many messages have set out to the clients of each seat. */
		sent,
		/** The seats that began anew. */
		begunAnew,
		enter,
		host: () => entered({ role: "host", key: HOST_KEY }),
		screen: () => entered({ role: "screen" }),
		seat: (token: string | null = null) => entered({ role: "seat", token }),
	};
}
