import { traitsOf } from "#contract/brokers.ts";
import type { PacketFields } from "#contract/event.ts";
import { PRESETS, presetOf } from "#contract/presets.ts";
import type { DropReason } from "#contract/reasons.ts";
import type { BrokerSettings } from "#contract/settings.ts";
import { unreachable } from "#contract/unreachable.ts";
import type { FateName } from "#kit/fate.ts";
import { andMore } from "#story/phrases.ts";
import { REASONS } from "#story/reasons.ts";
import { type Combination, nameOf, SUBSCRIBER } from "#trial/combination.ts";
import { sayPosition } from "#trial/compare.ts";
import { type Measured, MOMENTS, type Moment, type Position } from "#trial/positions.ts";

export const MOMENT_TITLES: Readonly<Record<Moment, string>> = {
	away: "While away",
	back: "On reconnect",
	again: "On subscribing again",
};

/** Badge and mark of a position. Nothing sent is not a fate of its own: the message may have been lost before. */
export function badgeOf(moment: Moment, { came }: Position): { readonly fate: FateName; readonly word: string | undefined } {
	if (came !== "nothing") return { fate: came, word: undefined };
	return { fate: "none", word: moment === "away" ? "Not subscribed" : "Nothing sent" };
}

/** The name of a cell's button: what the cell is, then what came. */
export function sayCell(combination: Combination, measured: Measured | null, state: "todo" | "running" | "done" | "failed"): string {
	const name = nameOf(combination);
	if (measured === null) return `${name}: ${{ todo: "not run yet", running: "running", done: "run", failed: "failed to run" }[state]}`;
	return `${name}: ${MOMENTS.map((moment) => `${moment} ${sayPosition(measured.positions[moment])}`).join("; ")}`;
}

/** What happened, as a headline. */
export function headlineOf({ positions: { away, back, again } }: Measured): string {
	const [onReturn, onAgain] = [back.copies.length > 0, again.copies.length > 0];
	const ended = (back.ended ?? again.ended) === null ? "" : ", and the connection ended over it";
	if (away.reason === "refused") return "Refused: this broker does not accept RETAIN";
	if (onReturn && onAgain) return `It came twice: on reconnect, then on subscribing again${ended}`;
	if (onReturn) return away.came === "queued" ? "Kept while away, delivered on reconnect" : `Delivered on reconnect${ended}`;
	if (onAgain) {
		if (away.reason === "no-session") return "No session was kept, but the retained copy was found";
		if (away.came === "dropped") return "Not kept for it, but found in the retained store";
		return `Found in the retained store${ended}`;
	}
	if (away.reason === "no-session") return "No session, no message";
	if (away.reason !== null) return KEPT.has(away.reason) ? "The session was kept, the message was not" : REASONS[away.reason].says;
	return "Nothing came";
}

/** Reasons for which a session that is kept does not get a message. */
const KEPT: ReadonlySet<DropReason> = new Set(["publish-qos-0", "subscription-qos-0", "queue-full", "pushed-out"]);

/** The same in one sentence about the message, for the list of changes. */
export function sayOutcome({ positions: { back, again }, message }: Measured): string {
	const [onReturn, onAgain] = [back.copies.length > 0, again.copies.length > 0];
	const ended = (back.ended ?? again.ended) === null ? "." : ", and the connection ends over it.";
	if (onReturn && onAgain) return `${message} arrives twice: on reconnect, then on subscribing again${ended}`;
	if (onReturn) return `${message} arrives on reconnect${ended}`;
	return onAgain ? `${message} arrives when ${SUBSCRIBER} subscribes again${ended}` : `${message} is gone for good${ended}`;
}

/** The text below a station: the reason, then what the reason means here. */
export function sayStation(moment: Moment, measured: Measured): { readonly reason: string; readonly says: string } {
	const position = measured.positions[moment];
	const ended = position.ended === null ? "" : ` Then its connection ended: ${position.ended}.`;
	if (moment === "away") return { reason: `${position.why}.`, says: sayAway(measured) };
	const reason = position.came === "nothing" ? "" : `${position.why}.`;
	return { reason, says: (moment === "back" ? sayBack(measured) : sayAgain(measured)) + ended };
}

function sayAway({ combination, positions: { away }, message, retained }: Measured): string {
	const { publishQos, subscribeQos } = combination;
	const keeps = (how: "still" | "also") => (retained ? ` The broker ${how} keeps ${message} as the retained message of its topic.` : "");
	const stays = keeps("still");
	switch (away.reason) {
		case "no-session":
			return `The session ended with the connection, and its subscription with it: no session is left in which ${message} could wait.${stays}`;
		case "publish-qos-0":
			return `The session is kept. The lower of ${publishQos} and ${subscribeQos} is 0, so ${message} is not queued.${stays}`;
		case "subscription-qos-0":
			return `The lower of ${publishQos} and ${subscribeQos} is 0, so ${message} is not queued.${stays}`;
		case null:
			break;
		default:
			return stays.trim();
	}
	if (away.came === "queued") return `${message} waits in the session of ${SUBSCRIBER}.${keeps("also")}`;
	// About a broker that cannot be looked into, only what crosses the wires is said.
	return away.came === "unseen" ? "" : stays.trim();
}

function sayBack({ positions: { back }, message, sessionPresent, retained }: Measured): string {
	const found = sessionPresent ? "The session is found." : "No session is found.";
	const copy = back.copies[0];
	if (copy !== undefined) return `${found} ${message} arrives ${times(back.copies.length)}at QoS ${copy.qos}.`;
	if (back.came === "dropped") return found;
	const notAsked = retained ? " The retained copy is sent only after a SUBSCRIBE." : "";
	return `${found}${sessionPresent ? " Nothing is sent from it." : " Nothing is sent."}${notAsked}`;
}

function sayAgain({ positions: { again }, message, retained }: Measured): string {
	const copy = again.copies[0];
	if (copy !== undefined)
		return `A SUBSCRIBE asks for the retained message. ${message} arrives ${times(again.copies.length)}at QoS ${copy.qos}.`;
	return retained
		? `A SUBSCRIBE asks for the retained message, and ${message} does not come.`
		: "A SUBSCRIBE asks for the retained message. There is none.";
}

function times(count: number): string {
	return count === 1 ? "" : `${count} times, first `;
}

/** A packet as the list shows it: "SUBACK q0 #3", "PUBLISH q1 retain=1 #2". */
export function sayPacket(fields: PacketFields): string {
	switch (fields.type) {
		case "CONNECT":
			return `CONNECT clean=${Number(fields.cleanSession)}`;
		case "CONNACK":
			return `CONNACK${fields.sessionPresent === undefined ? "" : ` session present = ${Number(fields.sessionPresent)}`}${fields.returnCode === 0 ? "" : ` rc=${fields.returnCode}`}`;
		case "PUBLISH":
			return `PUBLISH q${fields.qos} retain=${Number(fields.retain)}${fields.dup ? " dup=1" : ""}${idOf(fields.packetId)}`;
		case "SUBSCRIBE":
			return `SUBSCRIBE ${andMore(
				fields.filters.map(({ qos }) => `q${qos}`),
				fields.more,
			).join(" ")}${idOf(fields.packetId)}`;
		case "SUBACK":
			return `SUBACK ${andMore(
				fields.returnCodes.map((code) => (code === 0x80 ? "refused" : `q${code}`)),
				fields.more,
			).join(" ")}${idOf(fields.packetId)}`;
		case "PUBACK":
		case "PUBREC":
		case "PUBREL":
		case "PUBCOMP":
		case "UNSUBSCRIBE":
		case "UNSUBACK":
			return `${fields.type}${idOf(fields.packetId)}`;
		case "PINGREQ":
		case "PINGRESP":
		case "DISCONNECT":
			return fields.type;
		default:
			return unreachable(fields);
	}
}

function idOf(packetId: number | null): string {
	return packetId === null ? "" : ` #${packetId}`;
}

/** The clauses that the three positions rest on, each once, in order. */
export function clausesOf({ positions }: Measured): readonly string[] {
	return [...new Set(MOMENTS.flatMap((moment) => positions[moment].clause ?? []))];
}

/** What the ≠ mark means with these settings. */
export function sayDiffers(settings: Pick<BrokerSettings, "broker">): string {
	return traitsOf(settings).conforms ? "Differs from Mosquitto 2.0" : "Differs from the spec";
}

/** What the results are compared with. */
export function sayReference(settings: Pick<BrokerSettings, "broker">): string {
	return traitsOf(settings).conforms ? "with Mosquitto 2.0’s settings" : "on the corrected broker";
}

/** Whose settings these are. */
export function sayBroker(settings: BrokerSettings): string {
	const preset = presetOf(settings);
	return preset === null ? "own settings" : PRESETS[preset].label;
}
