import { clock, closed, here, lineOf, session } from "./asked.ts";
import { closedByBroker, endedSo, endRules } from "./ends-so.ts";
import { isOld } from "./kept-so.ts";
import { isAbout } from "./lines-so.ts";
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
	...endRules(after),
	rule("A client is offline without DISCONNECT, and {any}.", (_, said) => closed(said, "cut") && (lineOf(said)?.client ?? null) === null),
	rule("{c} connected a second time, so the broker closed its older connection.", (_, said) => closed(said, "takeover") && endedSo(said)),
	rule(
		"The broker closed the connection of {c}: {any} keep alive{any}; {any}.",
		([client, begins, ends, rest], said) =>
			closed(said, "keep-alive") && closedByBroker(said, client, `${begins} keep alive${ends}`) && after(said, client, rest),
	),
	[
		/^The broker closed the connection of (a client|[\w-]+): (.*)\.$/s,
		([client, says], said) => !closed(said, "keep-alive") && closedByBroker(said, client, says),
	],
	rule("The room closed.", (_, said) => closed(said, "room-closed")),
	rule(
		"The broker opened a clean session for {c} (session present = 0).",
		([client], said) => session(said, client)?.clean === true && !isOld(said),
	),
	rule("It ends with the connection.", (_, { event }) => event?.type === "session.created" && event.cleanSession),
	rule(
		"The broker opened a session for {c} (session present = 0) and keeps it when {c} leaves.",
		([client], said) => session(said, client)?.clean === false && !isOld(said) && said.facts.seesStore,
	),
	rule(
		"The broker opened a session for {c} (session present = 0).",
		([client], said) => session(said, client)?.clean === false && !isOld(said),
	),
	rule("The broker opened a session for {c}.", ([client], said) => session(said, client)?.clean === false && isOld(said)),
	// A client of MQTT 3.1 is not told whether there was a session.
	rule("The broker opened a clean session for {c}.", ([client], said) => session(said, client)?.clean === true && isOld(said)),
	rule(
		"The broker opened a session for {c} and keeps it when {c} leaves.",
		([client], said) => session(said, client)?.clean === false && isOld(said) && said.facts.seesStore,
	),
	rule("The broker found its session.", (_, said) => said.event?.type === "session.resumed" && isOld(said)),
	rule("{c} is back.", ([client], said) => here(said, client)),
	rule("The broker found its session (session present = 1).", (_, said) => said.event?.type === "session.resumed" && !isOld(said)),
	rule(
		"Session of {c} discarded by a clean connect at {time}.",
		([client, time], said) =>
			said.event?.type === "session.discarded" &&
			said.event.reason === "clean-connect" &&
			isAbout(said, client) &&
			clock(said.facts.at) === time,
	),
	rule("The clean session of {c} ended with its connection.", ([client], said) => said.facts.end?.clean === true && isAbout(said, client)),
	rule(
		"Session of {c} expired at {time}: {c} was away for {any}.",
		(_, { event }) => event?.type === "session.discarded" && event.reason === "expired",
	),
	rule(
		"CONNACK said session present = 0: the broker has no session of {c} any more.",
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
