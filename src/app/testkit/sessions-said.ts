import { clock, closed, here, lineOf } from "./asked.ts";
import { isOld } from "./kept-so.ts";
import { isAbout, session } from "./lines-so.ts";
import { rule, type Said, type SentenceRule } from "./read-sentence.ts";

export const SESSIONS: readonly SentenceRule[] = [
	rule(
		"{c} is offline without DISCONNECT, and {any}.",
		([client, rest], said) => isGone(said, client) && !leftPolitely(said, client) && after(said, client, rest),
	),
	rule(
		"{c} is offline; its DISCONNECT never reached the broker, and {any}.",
		([client, rest], said) => isGone(said, client) && leftPolitely(said, client) && after(said, client, rest),
	),
	rule("{c} has lost one of its connections, and {any}.", ([client, rest], said) => after(said, client, rest)),
	rule(
		"{c} closed its end without DISCONNECT, and {any}.",
		([client, rest], said) => reasonIs(said, "client-gone") && after(said, client, rest),
	),
	rule("{c} sent DISCONNECT, and {any}.", ([client, rest], said) => reasonIs(said, "disconnect") && after(said, client, rest)),
	rule(
		"{c} was silent for 1.5 times its keep alive, and {any}.",
		([client, rest], said) => reasonIs(said, "keep-alive") && after(said, client, rest),
	),
	rule("{c} broke the protocol, and {any}.", ([client, rest], said) => reasonIs(said, "protocol-error") && after(said, client, rest)),
	rule("{c} went past a limit of this room, and {any}.", ([client, rest], said) => reasonIs(said, "overflow") && after(said, client, rest)),
	rule(
		"The broker closed the connection of {c}: nothing heard for {n} s, 1.5 x its keep alive; {any}.",
		([client, , rest], said) => reasonIs(said, "keep-alive") && after(said, client, rest),
	),
	rule(
		"The broker closed the connection of {c}: no whole packet for {n} s, 1.5 x its keep alive: {any} of a {any}; {any}.",
		([client, , begun, , rest], said) =>
			/^\d+ (of \d+ )?bytes?$/.test(begun ?? "") && reasonIs(said, "keep-alive") && after(said, client, rest),
	),
	rule(
		"A client {any}.",
		(_, said) =>
			closed(said, "cut", "client-gone", "protocol-error", "overflow", "refused", "keep-alive") && (lineOf(said)?.client ?? null) === null,
	),
	rule("{c} connected a second time, so the broker closed its older connection.", (_, said) => closed(said, "takeover")),
	rule("{any} broke the protocol: {any}.", (_, said) => closed(said, "protocol-error")),
	rule("{any} was refused: {any}.", (_, said) => closed(said, "refused")),
	rule("{any} went past a limit of this room: {any}.", (_, said) => closed(said, "overflow")),
	rule("The broker closed the connection of {c}: {any}.", (_, said) => closed(said, "protocol-error")),
	rule("The room closed.", (_, said) => closed(said, "room-closed")),
	rule("The broker opened a clean session for {c} (sp=0).", ([client], said) => session(said, client)?.clean === true && !isOld(said)),
	rule("It ends with the connection.", (_, { event }) => event?.type === "session.created" && event.cleanSession),
	rule(
		"The broker opened a session for {c} (sp=0) and keeps it when {c} leaves.",
		([client], said) => session(said, client)?.clean === false && !isOld(said) && said.facts.seesStore,
	),
	rule("The broker opened a session for {c} (sp=0).", ([client], said) => session(said, client)?.clean === false && !isOld(said)),
	rule("The broker opened a session for {c}.", ([client], said) => session(said, client)?.clean === false && isOld(said)),
	// A client of MQTT 3.1 is not told whether there was a session.
	rule("The broker opened a clean session for {c}.", ([client], said) => session(said, client)?.clean === true && isOld(said)),
	rule(
		"The broker opened a session for {c} and keeps it when {c} leaves.",
		([client], said) => session(said, client)?.clean === false && isOld(said) && said.facts.seesStore,
	),
	rule("The broker found its session.", (_, said) => said.event?.type === "session.resumed" && isOld(said)),
	rule("{c} is back.", ([client], said) => here(said, client)),
	rule("The broker found its session (sp=1).", (_, said) => said.event?.type === "session.resumed" && !isOld(said)),
	rule(
		"Session of {c} discarded by a clean connect at {time}.",
		([client, time], said) =>
			said.event?.type === "session.discarded" &&
			said.event.reason === "clean-connect" &&
			isAbout(said, client) &&
			clock(said.facts.at) === time,
	),
	rule(
		"{c} left, and its clean session ended with the connection.",
		([client], said) => said.facts.end?.clean === true && isAbout(said, client),
	),
	rule(
		"Session of {c} expired at {time}: {c} was away for {any}.",
		(_, { event }) => event?.type === "session.discarded" && event.reason === "expired",
	),
	rule(
		"CONNACK said sp=0: the broker has no session of {c} any more.",
		(_, { event }) => event?.type === "session.discarded" && event.reason === "not-present",
	),
	rule("{c} subscribed to {t}.", ([client, filter], said) => session(said, client)?.filters.has(filter as string) === true),
	rule("{c} subscribed to {t} again.", ([client, filter], said) => session(said, client)?.filters.has(filter as string) === true),
	rule("The broker granted QoS {q}.", ([qos], { event }) => event !== null && "qos" in event && String(event.qos) === qos),
	rule("The broker granted QoS {q}, and sends what is retained there again.", (_, { facts }) => facts.retained.size > 0),
	rule("{c} unsubscribed from {t}.", ([client, filter], said) => session(said, client)?.filters.has(filter as string) === false),
	rule("What was queued for it stays.", (_, { event }) => event?.type === "subscription.removed"),
	rule("The broker refused {c} the filter {any}.", ([client], said) => isAbout(said, client)),
];
function reasonIs({ event }: Said, reason: string): boolean {
	return event !== null && "reason" in event && event.reason === reason;
}

function isGone({ facts, event }: Said, client: string | undefined): boolean {
	// The end of the session is told a moment before that of the connection.
	return (
		event?.type === "session.offline" ||
		[...facts.lines.values()].every((line) => line.client !== client || line.closed !== null || !line.accepted)
	);
}

function leftPolitely({ facts }: Said, client: string | undefined): boolean {
	return facts.lineOf(client as string)?.polite === true;
}

function after(said: Said, client: string | undefined, rest: string | undefined): boolean {
	const known = session(said, client);
	switch (rest) {
		case "the broker keeps its session":
			return known?.connection === null && said.facts.isKept(client as string);
		case "this broker keeps no session without a subscription":
			return known?.clean === false && !said.facts.isKept(client as string);
		case "its clean session ended with the connection": {
			const ended = said.facts.lastEnd.get(client as string);
			return (
				known === undefined &&
				ended?.clean === true &&
				ended.connection === (said.event !== null && "connection" in said.event ? said.event.connection : null)
			);
		}
		case "its clean session ends with the connection":
			return known?.clean === true;
		case "the broker has no session for it":
			return known === undefined;
		case "its session goes on with its other connection":
			return known !== undefined && known.connection !== null;
		default:
			return false;
	}
}
