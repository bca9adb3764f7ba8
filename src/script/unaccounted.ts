import type { RoomEvent } from "#contract/event.ts";
import type { History } from "#model/history.ts";
import type { Client, World } from "#model/world.ts";
import { clientsOf } from "./cast.ts";
import { momentAt } from "./look-back.ts";
import type { Recorded, Recording } from "./recorder.ts";
import type { ScriptedStep } from "./step.ts";

/** What these steps of this page do not account for: other clients, and what only a command does. An event does not tell who asked for it. */
export type Unaccounted = {
	readonly guests: readonly string[];
	/** Clients of other pages. */
	readonly others: readonly string[];
	readonly acts: readonly RoomEvent[];
	/** Seq of the event up to which nothing is said of acts. */
	readonly since: number;
};

type Act = {
	/** In a sentence about what was done. */
	readonly says: string;
	/** The steps of this page that bring it about. */
	readonly steps: readonly ScriptedStep["do"][];
};

/** The delay of all wires is not among these: it is carried over, whoever chose it. */
const ACTS = {
	restarted: { says: "the broker was restarted", steps: ["restart", "settings"] },
	set: { says: "the broker was set differently", steps: ["settings"] },
	cut: { says: "a cable was cut", steps: ["cut"] },
	silenced: { says: "a wire fell silent", steps: ["silence"] },
	mended: { says: "a wire was mended", steps: ["mend"] },
	held: { says: "a wire was held", steps: ["hold"] },
	released: { says: "a wire was released", steps: ["release"] },
	delayed: { says: "a wire was given another delay", steps: ["wire-delay"] },
	paused: { says: "the room was paused", steps: ["pause", "step"] },
	resumed: { says: "the room was resumed", steps: ["resume"] },
	stepped: { says: "a packet was let go", steps: ["step", "let-go"] },
} as const satisfies Readonly<Record<string, Act>>;
type ActName = keyof typeof ACTS;

/** Which act this event tells of; null: none. */
function actOf(event: RoomEvent): ActName | null {
	switch (event.type) {
		case "broker.restarted":
		case "broker.failed":
			return "restarted";
		case "settings.changed":
			return "set";
		case "connection.closed":
			return event.reason === "cut" ? "cut" : null;
		case "wire.silenced":
			return "silenced";
		case "wire.mended":
			return "mended";
		case "wire.held":
			return "held";
		case "wire.released":
			return "released";
		case "wire.delayed":
			return "delayed";
		case "clock.paused":
			return "paused";
		case "clock.resumed":
			return "resumed";
		case "packet.arrived":
			return event.stepped ? "stepped" : null;
		default:
			return null;
	}
}

type Here = { readonly history: History; readonly world: World; readonly page: string };

/** Up to the moment of this world, since the room was last cleared. */
export function unaccountedIn({ steps, cutOff }: Pick<Recording, "steps" | "cutOff">, { history, world, page }: Here): Unaccounted {
	const cast = new Set(clientsOf(steps.map(({ step }) => step)));
	const strangers = Object.values(world.clients).filter(({ clientId }) => !cast.has(clientId));
	const made = steps.map((recorded) => ({ step: recorded.step, after: afterOf(history, recorded) }));
	// Of what was done before the first step that is remembered, this page may have done anything.
	const since = cutOff ? Math.min(world.seq, ...made.map(({ after }) => after)) : world.clearedSeq;
	return {
		guests: idsOf(strangers.filter(({ origin }) => origin.kind === "guest")),
		others: idsOf(strangers.filter(({ origin }) => origin.kind !== "guest" && origin.page !== page)),
		acts: actsBeside(made, history, { since, until: world.seq }),
		since,
	};
}

function idsOf(clients: readonly Client[]): readonly string[] {
	return clients.map(({ clientId }) => clientId);
}

/** Seq of the last event that was known when the step was made. */
export function afterOf(history: History, { after, at }: Recorded): number {
	return after ?? momentAt(history, at).seq;
}

type Made = { readonly step: ScriptedStep; readonly after: number };
type Stretch = { readonly since: number; readonly until: number };

/** Each step accounts for one event of each act of its own that comes after it. */
function actsBeside(made: readonly Made[], history: History, { since, until }: Stretch): readonly RoomEvent[] {
	const used = new Map<string, number>();
	return history.after(since).filter((event) => {
		const act = event.seq > until ? null : actOf(event);
		if (act === null) return false;
		const client = "connection" in event && event.connection !== null ? clientAt(history, event.seq, event.connection) : undefined;
		const key = `${act} ${client}`;
		const mine = made.filter(
			({ step, after }) => after < event.seq && bringsAbout(step, act, client) && restarts(step, act, history, after),
		);
		const before = used.get(key) ?? 0;
		if (before >= mine.length) return true;
		used.set(key, before + 1);
		return false;
	});
}

/** The client of this connection right before the event; null: no CONNECT of it has been seen. */
function clientAt(history: History, seq: number, connection: string): string | null {
	return history.at(seq - 1)?.connections[connection]?.clientId ?? null;
}

/** client: whose wire it is; undefined: the act is not about one wire. */
function bringsAbout(step: ScriptedStep, act: ActName, client: string | null | undefined): boolean {
	const { steps }: Act = ACTS[act];
	return steps.includes(step.do) && (client === undefined || ("client" in step && step.client === client));
}

/** Settings restart the broker only where they name another one. */
function restarts(step: ScriptedStep, act: ActName, history: History, after: number): boolean {
	if (act !== "restarted" || step.do !== "settings") return true;
	const { broker } = step.settings;
	return broker !== undefined && broker !== history.at(after)?.settings.broker;
}

/** What was done, each thing once. */
export function sayActs(acts: readonly RoomEvent[]): readonly string[] {
	const names = acts.map(actOf).filter((act) => act !== null);
	return [...new Set(names)].map((act) => ACTS[act].says);
}

/** Whether the steps of this page are all that was done here since the room was last cleared. */
export function isAllOurs(recording: Recording, here: Here): boolean {
	const { guests, others, acts } = unaccountedIn(recording, here);
	return !recording.cutOff && recording.earlier === null && guests.length + others.length + acts.length === 0;
}
