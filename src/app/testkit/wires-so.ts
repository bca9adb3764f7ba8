import { clock, copyUp, lineOf, messageOf, session } from "./asked.ts";
import { packetOf } from "./lines-so.ts";
import { rule, type Said, type SentenceRule } from "./read-sentence.ts";

const BY_BROKER: ReadonlySet<string> = new Set(
	"keep-alive protocol-error too-large not-allowed broker-fault unexplained overflow".split(" "),
);

/** Sentences that lead: true of the state that they name. */
export const LEADS: readonly SentenceRule[] = [
	rule("Paused.", (_, { facts }) => facts.paused),
	rule("Running.", (_, { facts }) => !facts.paused),
	rule("Cable cut.", (_, { event }) => event !== null && "reason" in event && event.reason === "cut"),
	rule(
		"Unplugged.",
		(_, { event }) => event !== null && "reason" in event && (event.reason === "disconnect" || event.reason === "client-gone"),
	),
	rule(
		"Closed by the broker.",
		(_, { event }) => event !== null && "reason" in event && event.reason !== undefined && BY_BROKER.has(event.reason),
	),
	rule("Silent.", (_, said) => lineOf(said)?.silent === true),
	rule("Half open.", (_, said) => lineOf(said)?.silent === true),
	rule("Held.", (_, said) => lineOf(said)?.held === true && lineOf(said)?.silent !== undefined),
];
export const WIRES: readonly SentenceRule[] = [
	rule("No packet is on a wire.", (_, { facts }) => facts.packets.size === 0),
	rule("{m} is still on {c}’s wire.", ([message, client], { facts }) =>
		[...facts.packets.values()].some(
			({ fields, connection }) => fields.type === "PUBLISH" && fields.message === message && facts.lines.get(connection)?.client === client,
		),
	),
	rule("{any} is still on {any}’s wire.", ([, client], { facts }) =>
		[...facts.packets.values()].some(({ connection }) => (facts.lines.get(connection)?.client ?? "a client") === client),
	),
	rule("The broker has not seen it yet.", (_, said) => unseen(said, null)),
	rule("{c} has not seen it yet.", ([client], said) => unseen(said, client as string)),
	rule("a client has not seen it yet.", () => true),
	rule("This copy has not arrived yet.", (_, { facts }) => facts.packets.size > 0),
	rule("One more packet is held.", (_, { facts }) => facts.packets.size === 2),
	rule("{n} more packets are held.", ([count], { facts }) => facts.packets.size === Number(count) + 1),
	rule("It is on the wire.", (_, { facts, event }) => event?.type === "packet.entered" && facts.packets.has(event.packet)),
	rule("{any} reached the broker.", (_, said) => packetOf(said)?.direction === "up"),
	rule("{any} was on {any}’s wire and is lost with the connection.", (_, { event }) => event?.type === "packet.lost"),
	rule("{m} was on {any}’s wire when the connection ended.", (_, { event }) => event?.type === "packet.lost"),
	rule("QoS 0 is never sent again.", (_, said) => packetOf(said)?.fields.type === "PUBLISH"),
	rule("{m} was lost with {any}’s connection.", (_, { event }) => event?.type === "packet.lost"),
	rule("The session was clean, so this copy is not sent again.", (_, said) => lostFrom(said)?.clean === true),
	rule("The broker keeps a copy and can send it again.", (_, said) => {
		const { event, facts } = said;
		const { clean, direction, client } = lostFrom(said) ?? {};
		if (clean !== false || direction !== "down" || event?.type !== "packet.lost") return false;
		if (event.reason === "takeover") return facts.lineOf(client as string)?.clean === false;
		return event.reason !== "broker-restart" || facts.survives;
	}),
	rule("{c} keeps a copy and can send it again.", ([client], said) => lostFrom(said)?.clean === false && lostFrom(said)?.client === client),
	rule("Nothing passes on {any}’s wire.", (_, said) => lineOf(said)?.silent === true),
	rule("The broker has not been told.", (_, said) => lineOf(said)?.noticedAt === null),
	rule(
		"The broker has not been told; it will notice in {time}.",
		([time], said) => clock((lineOf(said)?.noticedAt ?? 0) - said.facts.at) === time,
	),
	rule("The broker has not been told; keep alive is 0: it may never notice.", (_, said) => lineOf(said)?.keepAlive === 0),
	rule("{c} has closed its end.", (_, { event }) => event?.type === "connection.ending" && event.direction === "up"),
	rule("The wire of {any} is mended.", (_, said) => lineOf(said)?.silent === false),
	rule("Nothing arrives until it is let go on {any}’s wire; the other wires run.", (_, said) => lineOf(said)?.held === true),
	rule("Keep alive goes on: the broker gives up in {time} if it hears nothing.", ([time], { event, facts }) => {
		const line = event?.type === "wire.held" ? facts.lines.get(event.connection) : undefined;
		return event?.type === "wire.held" && (line?.keepAlive ?? 0) > 0 && event.noticedInMs !== null && clock(event.noticedInMs) === time;
	}),
	rule("The end of its stream stands on the wire as well.", (_, said) => lineOf(said)?.held === true && lineOf(said)?.silent === false),
	rule("The wire of {any} is held no longer.", (_, said) => lineOf(said)?.held === false),
	rule("{any}’s wire has the delay of the room again: {any}.", (_, said) => lineOf(said)?.ownDelayMs === null),
	rule("{any}’s wire, this wire alone, has no delay now.", (_, said) => lineOf(said)?.ownDelayMs === 0),
	rule(
		"A packet now takes {any} s across {any}’s wire, this wire alone.",
		([seconds], said) => lineOf(said)?.ownDelayMs === Number(seconds) * 1_000,
	),
];
export const CLIENTS: readonly SentenceRule[] = [
	rule("{c} sent CONNECT with clean_session = {any}.", ([client, clean], said) => {
		const packet = packetOf(said);
		return packet?.fields.type === "CONNECT" && packet.client === client && String(packet.fields.cleanSession) === clean;
	}),
	rule(
		"{c} published {m} at QoS {q}.",
		([client, message, qos], said) => messageOf(said, message)?.publisher === client && String(messageOf(said, message)?.qos) === qos,
	),
	rule("{c} published {m} ({any}) at QoS {q}.", ([client, message, payload, qos], said) => {
		const fields = packetOf(said)?.fields;
		return (
			fields?.type === "PUBLISH" &&
			fields.payload === payload &&
			messageOf(said, message)?.publisher === client &&
			String(fields.qos) === qos
		);
	}),
	rule("{c} sent {m} again at QoS {q}.", ([client, , qos], said) => {
		const packet = packetOf(said);
		return packet?.client === client && packet?.fields.type === "PUBLISH" && String(packet.fields.qos) === qos && packet.fields.attempt > 1;
	}),
	rule("{c} asks for {any}.", (_, said) => packetOf(said)?.fields.type === "SUBSCRIBE"),
	rule("{c} asks to unsubscribe from {any}.", (_, said) => packetOf(said)?.fields.type === "UNSUBSCRIBE"),
	rule("{c} sent DISCONNECT.", (_, said) => packetOf(said)?.fields.type === "DISCONNECT"),
	rule(
		"{c} is connected.",
		([client], { facts }) =>
			facts.lineOf(client as string)?.accepted === true ||
			[...facts.lines.values()].some((line) => line.client === client && line.accepted),
	),
	rule("Its CONNACK says session present = {n}.", ([bit], said) => {
		const fields = packetOf(said)?.fields;
		return fields?.type === "CONNACK" && String(Number(fields.sessionPresent)) === bit;
	}),
	rule("The broker refused {any} with return code {n}.", (_, said) => packetOf(said)?.fields.type === "CONNACK"),
	rule("{m} reached {c} at QoS 0.", ([message, client], { facts }) => facts.copiesAt(message as string, client as string) > 0),
	rule("Nothing confirms it.", (_, said) => packetOf(said)?.fields.type === "PUBLISH"),
	rule("{m} reached {c} as #{n}.", (_, said) => packetOf(said)?.direction === "down"),
	rule("The broker waits for {ack}.", ([ack], said) => {
		const packet = packetOf(said);
		if (packet?.fields.type !== "PUBLISH") return false;
		const { message, packetId } = packet.fields;
		return said.facts
			.heldFor(packet.client ?? "", message)
			.some((held) => held.packetId === packetId && ack === (held.qos === 1 ? "PUBACK" : held.released ? "PUBCOMP" : "PUBREC"));
	}),
	rule("{any} reached {c}.", (_, said) => packetOf(said)?.direction === "down"),
	rule(
		"{c} forgets its copy of {m}.",
		([client, message], said) => messageOf(said, message)?.publisher === client && !copyUp(said, client, message),
	),
	rule(
		"{c} forgets its copy of {m}, and keeps #{n} until PUBCOMP.",
		([client, message], said) =>
			packetOf(said)?.fields.type === "PUBREC" && messageOf(said, message)?.publisher === client && !copyUp(said, client, message),
	),
	rule("The exchange of {m} is over, and #{n} is free again.", (_, said) => packetOf(said)?.fields.type === "PUBCOMP"),
	rule("{c} has its SUBACK: {any}.", ([, codes], said) => {
		const fields = packetOf(said)?.fields;
		if (fields?.type !== "SUBACK") return false;
		const refused = fields.returnCodes.filter((code) => code === 0x80).length;
		return codes?.includes("refused") === refused > 0 && fields.returnCodes.every((code) => code === 0x80 || codes?.includes(String(code)));
	}),
	rule(
		"The broker sent {any} what the standard does not allow: {any}.",
		(_, { event }) => event?.type === "packet.malformed" && event.direction === "down",
	),
	rule(
		"{any} sent what the standard does not allow: {any}.",
		(_, { event }) => event?.type === "packet.malformed" && event.breach !== "too-large",
	),
	rule(
		"{any} went past a limit of this broker: {any}.",
		(_, { event }) => event?.type === "packet.malformed" && event.breach === "too-large",
	),
];
function unseen({ facts }: Said, client: string | null): boolean {
	return [...facts.packets.values()].some(({ direction, fields, connection }) => {
		if ((direction === "up") !== (client === null)) return false;
		if (fields.type !== "PUBLISH") return true;
		return client === null
			? facts.messages.get(fields.message)?.accepted === 0
			: facts.copiesAt(fields.message, client) === 0 && facts.lines.get(connection)?.client === client;
	});
}

/** Whether a client throws away what it sent on this connection: a CONNECT counts once it is accepted, and for what was sent behind it. */
function isCleanUp({ facts }: Said, connection: string, client: string): boolean {
	const line = facts.lines.get(connection);
	const last = facts.heldBy.get(client);
	return line?.clean === true && (line.answer === null || last === undefined || last.clean);
}

/** The copy that the sender of a lost packet keeps. */
function lostFrom(said: Said): { readonly clean: boolean; readonly direction: "up" | "down"; readonly client: string } | null {
	const packet = packetOf(said);
	if (packet?.fields.type !== "PUBLISH" || packet.client === null) return null;
	const { client, direction, fields } = packet;
	if (direction === "up")
		return copyUp(said, client, fields.message) ? { clean: isCleanUp(said, packet.connection, client), direction, client } : null;
	const held = said.facts.heldFor(client, fields.message).some(({ packetId }) => packetId === fields.packetId);
	return held ? { clean: session(said, client)?.clean === true, direction, client } : null;
}
