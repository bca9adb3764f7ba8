import type { ClassTask } from "#contract/class.ts";
import type { PhaseText } from "#script/phase-text.ts";
import type { Step } from "#script/step.ts";
import { CLASS_FILTER, SEAT_QOS } from "./lay-out-seat.ts";

/** How the jack is drawn: plugged in, hanging free, with a cut cable, half-way, or untouchable. */
export type JackLook = "on" | "off" | "cut" | "going" | "still";
/** The one big verb of a phone, and what a press sends. step: null while there is nothing to press. refuses: why, in one sentence. */
export type Jack = {
	readonly verb: string;
	readonly says: string;
	readonly look: JackLook;
	readonly plugged: boolean;
	readonly step: Step | null;
	readonly refuses: string | undefined;
};

type JackFacts = {
	readonly client: string;
	readonly which: ClassTask["client"];
	readonly phase: PhaseText;
	/** A press of before has not come to anything yet. */
	readonly busy: boolean;
	/** The broker's session holds the filter of the class. */
	readonly subscribed: boolean;
	/** A SUBSCRIBE has not been answered yet. */
	readonly asking: boolean;
	/** Another page of this seat holds the client's connection. */
	readonly elsewhere: boolean;
	readonly publish: { readonly topic: string; readonly payload: string };
	readonly lobby: boolean;
	/** Why nothing can be pressed now; undefined: it can. */
	readonly hands: string | undefined;
	readonly frozen: boolean;
};

export function jackOf(facts: JackFacts): Jack {
	const { phase, hands, frozen } = facts;
	const now = pressedNow(facts);
	if (hands === undefined) return now;
	const says = frozen ? `Hands off.${phase.plugged ? " The wire stays up" : ""}` : "No answer from the trainer’s laptop";
	return { verb: phase.word, says, look: "still", plugged: phase.plugged, step: null, refuses: hands };
}

function pressedNow(facts: JackFacts): Jack {
	const { client, phase, busy, elsewhere, lobby } = facts;
	const { lamp, word, plugged } = phase;
	if (elsewhere) return connects(facts, "Connected on another page. It sends CONNECT", "off");
	if (lamp === "dashed") return waits(phase, "CONNECT is on its way");
	if (!plugged || lamp === "half") {
		if (busy) return waits({ ...phase, word: "Connecting" }, "The line to the broker is being opened");
		if (lamp === "cut") return connects(facts, "Cable cut. It sends CONNECT", "cut");
		return connects(facts, lobby && lamp !== "half" ? "Try it: it sends CONNECT" : `${word}. It sends CONNECT`, "off");
	}
	if (!phase.online) return waits(phase, "DISCONNECT is on its way");
	const on = { look: "on", plugged: true, refuses: undefined } as const;
	if (facts.which === "pub") {
		const { topic, payload } = facts.publish;
		const step = { do: "publish", client, topic, payload, qos: SEAT_QOS, retain: false, times: 1 } as const;
		return { ...on, verb: "Publish", says: `It sends PUBLISH to ${topic}, QoS ${SEAT_QOS}`, step };
	}
	if (facts.subscribed) return { ...on, verb: "Disconnect", says: `${word}. It sends DISCONNECT`, step: { do: "disconnect", client } };
	if (facts.asking) return waits({ ...phase, word: "Subscribing" }, "SUBSCRIBE is on its way");
	const step = { do: "subscribe", client, filter: CLASS_FILTER, qos: SEAT_QOS } as const;
	return { ...on, verb: "Subscribe", says: `It sends SUBSCRIBE to ${CLASS_FILTER}, QoS ${SEAT_QOS}`, step };
}

function connects({ client }: JackFacts, says: string, look: "off" | "cut"): Jack {
	return { verb: "Connect", says, look, plugged: look === "cut", step: { do: "connect", client }, refuses: undefined };
}

function waits({ word, plugged }: Pick<PhaseText, "word" | "plugged">, says: string): Jack {
	return { verb: word, says, look: "going", plugged, step: null, refuses: `${says}.` };
}

/** Why the cable cannot be cut, or the client cannot leave, now; undefined: it can. */
export function leaveReason(phase: PhaseText, hands: string | undefined, elsewhere: boolean): string | undefined {
	if (hands !== undefined) return hands;
	if (elsewhere) return "Another page of this seat holds the connection.";
	return phase.plugged ? undefined : "Nothing to cut: it is not connected.";
}
