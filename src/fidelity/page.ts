import { LIMITS } from "#contract/limits.ts";
import { clauseParts } from "#mqtt/clause-id.ts";
import type { Result, Section, Statement } from "./statement.ts";

/** One statement and its results, in the order of the columns. */
type Judged = { readonly statement: Statement; readonly results: readonly Result[] };
type Fidelity = {
	/** Names of the columns: ours, bare Aedes, Mosquitto. */
	readonly names: readonly [string, string, string];
	readonly sections: readonly { readonly title: string; readonly rows: readonly Judged[] }[];
	readonly cells: { readonly all: number; readonly ours: number; readonly aedes: number };
};

export function wordsOf(result: Result): string {
	if (result.result === "holds") return "holds";
	return result.result === "departs" ? `departs: ${result.seen}` : `not testable: ${result.why}`;
}

/** The words that belong to a statement in one column, by `keyOf`; read back from the written page. */
export function readFidelity(page: string, column: number): ReadonlyMap<string, string> {
	const found = new Map<string, string>();
	for (const line of page.split("\n")) {
		const [, id, says, ...words] = line.split(/(?<!\\)\|/).map((part) => part.trim().replaceAll("\\|", "|"));
		if (id !== undefined && /^(?:MQTT-)?\d/.test(id)) found.set(`${id} ${says}`, words[column] ?? "");
	}
	return found;
}

export function keyOf({ id, says }: Pick<Statement, "id" | "says">): string {
	return `${id} ${says}`;
}

/** The line of the page that says how many checks hold in each column. */
export function sumLine({ sections }: Pick<Fidelity, "sections">): string {
	const rows = sections.flatMap((section) => section.rows);
	const sumOf = (column: number) => {
		const told = rows.map(({ results }) => results[column]?.result).filter((result) => result !== "not testable");
		return `${told.filter((result) => result === "holds").length} of ${told.length}`;
	};
	return `| checks that hold, of those that can be made | ${sumOf(0)} | ${sumOf(1)} | ${sumOf(2)} |`;
}

export function writeFidelity({ names, sections, cells }: Fidelity): string {
	const rows = sections.flatMap((section) => section.rows);
	const numbered = new Set(rows.map(({ statement }) => statement.id).filter((id) => !clauseParts(id).isSection));
	const clients = rows.filter(({ statement }) => "client" in statement).length;
	const beside = rows.filter(({ results: [ours, , mosquitto] }) => ours?.result === "holds" && mosquitto?.result === "departs");
	return [
		"# Fidelity",
		"",
		...INTRO,
		"",
		`| | ${names.join(" | ")} |`,
		"|---|---|---|---|",
		sumLine({ sections }),
		`| cells that equal Mosquitto's | ${cells.ours} of ${cells.all} | ${cells.aedes} of ${cells.all} | |`,
		"",
		`The checks cover ${numbered.size} numbered statements of MQTT 3.1.1 and some of its text without numbers. ${clients} of them are about the`,
		"client: there the client of the Lab is tested, against a broker played by the test, and the other columns do not apply.",
		"",
		"A cell is one combination of filter (exact, wildcard), RETAIN, clean_session, QoS of the subscription and QoS of the message. One message",
		"is published while the subscriber is there, two while it is away; then the subscriber returns, and subscribes once more. Everything that it",
		`gets is compared line by line: payload, QoS, RETAIN, DUP, order and session present.`,
		"",
		"## What remains",
		"",
		...remaining(rows).map((line) => `- ${line}`),
		"",
		`## Where ${names[2]} departs and Slow Wire does not`,
		"",
		...beside.map(({ statement, results }) => `- [${statement.id}] ${statement.says}. Seen: ${seenIn(results[2])}.`),
		...sections.flatMap(({ title, rows: these }) => table(title, names, these)),
		"",
	].join("\n");
}

const INTRO = [
	"How closely this broker keeps to MQTT 3.1.1, statement by statement, compared with Aedes without our corrections and with Mosquitto.",
	"`npm run fidelity` writes this page: every check opens a broker of its own and speaks to it in raw packets over a plain socket. The same",
	'checks are part of `npm test`. Ids are those of MQTT 3.1.1; the sentences are ours. An id without "MQTT-" names a section, whose text has no number.',
];

function seenIn(result: Result | undefined): string {
	return result?.result === "departs" ? result.seen : "";
}

function table(title: string, names: readonly string[], rows: readonly Judged[]): string[] {
	const cell = (text: string) => text.replaceAll("|", "\\|");
	return [
		"",
		`## ${title}`,
		"",
		`| id | in one line | ${names.join(" | ")} |`,
		"|---|---|---|---|---|",
		...rows.map(
			({ statement, results }) =>
				`| ${statement.id} | ${cell(statement.says)} | ${results.map((result) => cell(wordsOf(result))).join(" | ")} |`,
		),
	];
}

/** Departures that the checks found, then the choices that the standard leaves to a broker, then our own bounds. */
function remaining(rows: readonly Judged[]): string[] {
	const departures = rows.flatMap(({ statement, results }) =>
		results[0]?.result === "departs" ? [`Departure [${statement.id}]: ${statement.says}. Seen: ${results[0].seen}.`] : [],
	);
	return [...(departures.length > 0 ? departures : ["No check shows a departure."]), ...CHOICES, ...BOUNDS];
}

export const CHOICES: readonly string[] = [
	"A QoS 2 message is passed on when its PUBLISH arrives; Mosquitto passes it on at PUBREL. 4.3.3 allows both.",
	"PUBACK and PUBREC say that the broker has the message, not that any subscriber has received it [4.3.2, 4.3.3].",
	"A client with several filters that match gets one copy, at the highest QoS granted to one of them; 3.3.5 would allow further copies.",
	"QoS 0 messages wait for a client that is away only if the room's setting queue_qos0_messages is true [3.1.2.4].",
	"A PUBLISH to a topic that begins with $ is acknowledged as its QoS asks, and not published: those topics are the broker's own [MQTT-3.3.5-2, 4.7.2].",
	"A subscription is granted the QoS it asks for [3.8.4].",
	"MQTT 3.1 (MQIsdp, level 3, over WebSocket as mqttv3.1) is accepted beside 3.1.1, by its own rules, with one exception: what was not acknowledged is sent again when the client comes back, not at intervals, as 3.1 asks of brokers (section 4.2).",
	"Keep alive is counted on the room's clock, which stands still while the room is paused [MQTT-3.1.2-24].",
	`A room in which nobody has been for ${LIMITS.roomIdleMinutes} minutes closes, and its sessions end with it [4.1].`,
];

const count = (value: number) => value.toLocaleString("en-US");

/** Bounds of src/contract/limits.ts for which the standard makes no provision. */
export const BOUNDS: readonly string[] = [
	`A topic or filter of more than ${LIMITS.topicLevels} levels or ${count(LIMITS.topicCharacters)} characters, or a packet of more than ${LIMITS.packetBytes / 1024} KiB, ends the connection.`,
	`A client id of more than ${LIMITS.clientIdCharacters} characters is refused with return code 2 [MQTT-3.1.3-9].`,
	`A session has at most ${LIMITS.subscriptionsPerSession} subscriptions; a further one gets 0x80 [MQTT-3.9.3-2].`,
	`One SUBSCRIBE brings at most ${count(LIMITS.retainedPerSubscribe)} retained messages; the rest is not sent, against MQTT-3.3.1-6. Nor is the rest sent once ${count(LIMITS.behindRetained)} newer messages wait behind it.`,
	`A room keeps at most ${count(LIMITS.retained)} retained messages; one on a further topic is not retained, against MQTT-3.3.1-5.`,
	`A client has at most ${count(LIMITS.incomingIds)} QoS 2 messages that await its PUBREL; a further one ends its connection.`,
	`A room has at most ${LIMITS.sessions} sessions; past that the oldest one whose client is away is discarded, against MQTT-4.1.0-1.`,
	"A full queue drops messages that are acknowledged to their publisher, against MQTT-4.5.0-1; every broker with a bounded queue does.",
	`A client that has ${LIMITS.slowReaderBytes / 1024 / 1024} MiB unread gets no QoS 0, and one that has ${LIMITS.unreadBytes / 1024 / 1024} MiB unread is cut, so that nobody else is held up.`,
];

export function sectionsOf(sections: readonly Section[], resultsOf: (statement: Statement) => readonly Result[]): Fidelity["sections"] {
	return sections.map(({ title, statements }) => ({
		title,
		rows: statements.map((statement) => ({ statement, results: resultsOf(statement) })),
	}));
}
