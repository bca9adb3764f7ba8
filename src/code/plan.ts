import { SETTINGS } from "#contract/presets.ts";
import type { SettingChanges } from "#contract/settings.ts";
import { unreachable } from "#contract/unreachable.ts";
import { newSetup } from "#lab/defaults.ts";
import type { ClientSetup } from "#lab/setup.ts";
import type { ScriptLine } from "#script/runner.ts";
import type { StepOf } from "#script/step.ts";
import { connectCard } from "#script/steps/connect.ts";

/** Everything that a CONNECT of this client says. */
export type Card = Pick<ClientSetup, "cleanSession" | "keepAlive" | "will">;

type Kept = StepOf<"disconnect" | "cut" | "silence" | "mend" | "violate" | "subscribe" | "unsubscribe">;
/** What a program really does for a step. */
export type Act =
	| { readonly do: "connect" | "takeover"; readonly client: string; readonly card: Card }
	| Kept
	/** waits: until the message is acknowledged and has arrived. */
	| (StepOf<"publish"> & { readonly waits: boolean })
	/** Nothing tells a program when the broker gives a silent client up: it can only wait for time to pass. */
	| { readonly do: "rest"; readonly client: string; readonly keepAlive: number }
	| { readonly do: "cut-all"; readonly clients: readonly string[] }
	| { readonly do: "nothing" };
/** Acts that every program has the code for; for the rest, each language adds code where it is needed. */
export type FramedAct = "connect" | "disconnect" | "cut" | "subscribe" | "unsubscribe" | "publish" | "rest" | "cut-all" | "nothing";

export type PlanLine = { readonly says: string; readonly act: Act; readonly note: string | null };
export type Plan = {
	readonly lines: readonly PlanLine[];
	readonly cast: readonly string[];
	/** What no language can express, one sentence each. */
	readonly remarks: readonly string[];
	/** Clients whose sessions, and topics whose retained messages, an earlier run may have left at the broker. */
	readonly persistent: readonly string[];
	readonly retained: readonly string[];
	/** Whether the clients of the program receive what those of the Lab do, as far as the steps alone can tell. */
	readonly faithful: boolean;
};

const NO_PAUSE =
	"A script cannot hold packets on the wire: pause, resume and single steps are left out, and every packet travels at its own pace.";
const NO_HOLD =
	"A script cannot hold a wire: hold, release and the packets that were let go are left out, and every packet travels at its own pace.";
const NO_WIRE_DELAY = "A script cannot slow a wire down: how long a packet takes is a matter of the network.";
const NO_UNSENT =
	"The client libraries acknowledge by themselves: an acknowledgement that is never sent, and a crash before it is sent, are left out.";
const OF_WIRE = {
	hold: NO_HOLD,
	release: NO_HOLD,
	"let-go": NO_HOLD,
	"wire-delay": NO_WIRE_DELAY,
	crash: NO_UNSENT,
	withhold: NO_UNSENT,
	acknowledge: NO_UNSENT,
} as const;
const NO_RESTART =
	"MQTT has no packet that restarts a broker: the script ends every connection without DISCONNECT instead, and the broker keeps what it has.";
const NO_EXPIRY = "How long a session outlives its connection is a setting of the broker: the script does not wait for its end.";
const NEVER_GIVEN_UP = "The broker never gives up on a client with keep alive 0: the script does not wait for that.";
const SILENCE =
	"For a silent wire the script stops reading and writing, but the system still acknowledges TCP segments on that connection.";

/** What each step means, in order: what a card says is written into its CONNECT, and what cannot be expressed is named. */
export function planOf(steps: readonly ScriptLine[]): Plan {
	const cards = firstCards(steps);
	const silent = new Set<string>();
	const held = new Set<string>();
	const remarks = new Set<string>();
	const ever: Card[] = [];
	const persistent = new Set<string>();
	let paused = false;
	let faithful = true;

	const leftOut = (remark: string): Pick<PlanLine, "act" | "note"> => {
		remarks.add(remark);
		faithful = false;
		return { act: { do: "nothing" }, note: remark };
	};
	const connect = (step: StepOf<"connect" | "takeover">): Act => {
		const changes = step.do === "connect" ? connectCard(step) : {};
		const card = { ...(cards.get(step.client) ?? cardOf(step.client)), ...changes };
		cards.set(step.client, card);
		silent.delete(step.client);
		held.delete(step.client);
		ever.push(card);
		if (!card.cleanSession) persistent.add(step.client);
		return { do: step.do, client: step.client, card };
	};
	const whole = ({ step, goesOn }: ScriptLine): Pick<PlanLine, "act" | "note"> => {
		switch (step.do) {
			case "connect":
			case "takeover":
				return { act: connect(step), note: null };
			case "publish":
				return { act: { ...step, waits: goesOn !== "sent" && !paused && !silent.has(step.client) && !held.has(step.client) }, note: null };
			case "silence":
				silent.add(step.client);
				remarks.add(SILENCE);
				return { act: step, note: null };
			case "disconnect":
			case "cut":
			case "mend":
			case "violate":
				silent.delete(step.client);
				return { act: step, note: null };
			case "subscribe":
			case "unsubscribe":
				return { act: step, note: null };
			case "pause":
			case "resume":
			case "step":
				paused = step.do === "pause" || (paused && step.do === "step");
				return leftOut(NO_PAUSE);
			case "hold":
			case "release":
			case "let-go":
			case "wire-delay":
			case "crash":
			case "withhold":
			case "acknowledge":
				if (step.do === "hold") held.add(step.client);
				if (step.do === "release") held.delete(step.client);
				return leftOut(OF_WIRE[step.do]);
			case "settings":
				return leftOut(sayChanges(step.settings));
			case "restart":
				leftOut(NO_RESTART);
				return { act: { do: "cut-all", clients: [...cards.keys()] }, note: NO_RESTART };
			case "await": {
				if (step.until === "no-session") return leftOut(NO_EXPIRY);
				const keepAlive = cards.get(step.client)?.keepAlive ?? 0;
				if (!silent.has(step.client)) return { act: { do: "nothing" }, note: null };
				return keepAlive === 0 ? leftOut(NEVER_GIVEN_UP) : { act: { do: "rest", client: step.client, keepAlive }, note: null };
			}
			default:
				return unreachable(step);
		}
	};
	const lines = steps.map((line) => ({ says: line.says, ...whole(line) }));
	const published = steps.flatMap(({ step }) => (step.do === "publish" && step.retain ? [step.topic] : []));
	const willed = ever.flatMap(({ will }) => (will?.retain ? [will.topic] : []));
	return {
		lines,
		cast: [...cards.keys()],
		remarks: [...remarks],
		persistent: [...persistent],
		retained: [...new Set([...published, ...willed])].filter((topic) => !hasWildcard(topic)),
		faithful,
	};
}

/** Such a text is not a topic to publish to [MQTT-3.3.2-2]; some libraries refuse to send to it. */
export function hasWildcard(topic: string): boolean {
	return /[+#]/.test(topic);
}

/** The card as it is before the first CONNECT writes its own values on it; what a CONNECT leaves out stays. */
function firstCards(steps: readonly ScriptLine[]): Map<string, Card> {
	const cards = new Map<string, Card>();
	for (const { step } of steps) if ("client" in step && !cards.has(step.client)) cards.set(step.client, cardOf(step.client));
	return cards;
}

function cardOf(clientId: string): Card {
	const { cleanSession, keepAlive, will } = newSetup(clientId);
	return { cleanSession, keepAlive, will };
}

function sayChanges(changes: SettingChanges): string {
	const named = Object.entries(changes).map(([key, value]) => `${SETTINGS[key as keyof SettingChanges].name} = ${value ?? "never"}`);
	return `A client cannot set its broker: set ${named.join(", ") || "nothing"} there by hand, where the comment stands.`;
}
