import type { Dice } from "#engine/testkit/dice.ts";

/** The host under siege, in this process or in another one: an attack knows of it what any visitor knows. */
export type Besieged = { readonly mqttPort: number; readonly httpPort: number };

/** How long an attack goes on once it is set up, in seconds; and how large it is, as a part of the largest: 1 is what is allowed at most, such as 190 clients. */
export type Extent = { readonly seconds: number; readonly size: number };

export type Figures = {
	/** What asks for an answer: PUBLISH at QoS 1 and 2, SUBSCRIBE, UNSUBSCRIBE, PINGREQ. */
	readonly asked: number;
	readonly answered: number;
	/** Clients that kept to the rules, and whose connections ended all the same. */
	readonly cut: readonly string[];
	/** What else fell short, in sentences. */
	readonly faults: readonly string[];
	/** What was done, in a few words. */
	readonly did: string;
};

export type Attack = {
	/** What the attack does, in a line. */
	readonly says: string;
	/** Ends by itself, soon after `seconds` and its setting up on a host that holds. */
	run(host: Besieged, dice: Dice, extent: Extent): Promise<Figures>;
};

export function many<T>(count: number, one: (index: number) => T): T[] {
	return Array.from({ length: count }, (_, index) => one(index));
}

/** This part of the most, and at least the least. */
export function part(most: number, { size }: Extent, least = 1): number {
	return Math.max(least, Math.round(most * size));
}

export function openTimer({ seconds }: Extent): { isOver(): boolean } {
	const until = performance.now() + seconds * 1_000;
	return { isOver: () => performance.now() >= until };
}

/** Lets everything else have its turn: the attacker's own sockets too. */
export function breath(ms = 0): Promise<void> {
	return new Promise((settle) => setTimeout(settle, ms));
}

/** The figures of several that went on at once. */
export function together(all: readonly Figures[]): Figures {
	return {
		asked: all.reduce((sum, one) => sum + one.asked, 0),
		answered: all.reduce((sum, one) => sum + one.answered, 0),
		cut: all.flatMap(({ cut }) => cut),
		faults: all.flatMap(({ faults }) => faults),
		did: all.map(({ did }) => did).join("; "),
	};
}
