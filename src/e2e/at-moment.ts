import type { Page } from "@playwright/test";
import type { RoomEvent } from "#contract/event.ts";
import { openTeller } from "#drawn/told.ts";
import { fateOf, subscribersOf } from "#model/fate-of.ts";
import type { History } from "#model/history.ts";
import { tallyOf } from "#model/ledger.ts";
import type { ClientPhase, World } from "#model/world.ts";
import { timeText } from "#story/phrases.ts";

/** One moment of a room: as its views show it, or as they have to. */
type Moment = {
	/** The cards on the stage, with how each client is connected. */
	readonly clients: readonly string[];
	/** What is on a wire, and whose wire that is. */
	readonly onWires: readonly string[];
	/** By session in the broker: its queue, and what is in flight. */
	readonly sessions: readonly string[];
	/** Each message, and what has become of it for the first subscriber. */
	readonly ledger: readonly string[];
	readonly equation: string;
	readonly clock: string;
	/** Where the packet stands that is selected. */
	readonly packet: string;
	/** Of the log the line at the cursor, and how many lines follow as what is to come; null: the log is not open. */
	readonly log: { readonly here: string | null; readonly toCome: number } | null;
	/** Of the tape each packet that is listed, and what has become of it; null: the tape is not open. */
	readonly tape: readonly string[] | null;
};

/** Reads off the page what its views show. */
export function momentOn(page: Page): Promise<Moment> {
	return page.evaluate(() => {
		const all = (selector: string, within: ParentNode = document) => [...within.querySelectorAll<HTMLElement>(selector)];
		const text = (element: Element | null | undefined) => element?.textContent ?? "";
		const label = (element: Element) => element.getAttribute("aria-label") ?? "";
		const standing = (says: string) =>
			/[\d.]+ of [\d.]+\ss/.test(says) ? "under way" : /not sent yet|lost|arrived|crossed/.exec(says)?.[0];
		const log = document.querySelector("[role=log]");
		const here = log?.querySelector("[aria-current=time] .log-row-text");
		const tape = document.querySelector("[role=grid][aria-label=Packets]");
		return {
			clients: all('main[aria-label=Stage] article[aria-label^="Client "]')
				.map((card) => label(card).replace("Client ", ""))
				.sort(),
			onWires: all('[aria-label="Packets on wires"] button:not([aria-hidden])')
				.map((puck) => label(puck).split(", "))
				.map(([what = "", ...rest]) => `${what}, ${rest.find((part) => / to /.test(part))}`),
			sessions: all('section[aria-label^="Session of "]')
				.map((box) => {
					const names = (list: string) =>
						all(`[aria-label^="${list}"] > li`, box).flatMap(
							(one) => /^([mrw]\d+)\b/.exec(label(one) || text(one.querySelector(".sr")))?.[1] ?? [],
						);
					return `${label(box).replace("Session of ", "")}: ${names("Queue of ").join(" ")} | ${names("In flight to ").join(" ")}`;
				})
				.sort(),
			ledger: all("table tbody tr")
				.filter((row) => row.closest("section[aria-label=Ledger]") !== null)
				.map((row) => `${text(row.querySelector("th .sr"))} ${text(row.querySelector(".fate-badge")).toLowerCase()}`),
			equation: label(document.querySelector("section[aria-label=Ledger] fieldset") ?? document.body),
			clock: text(document.querySelector("[role=timer]")),
			packet: standing(text(document.querySelector("section[aria-label=Packet] header p"))) ?? "none",
			log: log === null ? null : { here: here == null ? null : text(here).trim(), toCome: all("[data-stands=later]", log).length },
			tape:
				tape === null
					? null
					: all("tr", tape).map((row) => {
							const cells = all("td", row).map(text);
							const [what = "", route, times = ""] = cells;
							return `${what.split(" ")[0]}, ${route}, ${/happened after|under way|arrived|lost/.exec(times)?.[0]}`;
						}),
		};
	});
}

const FATES = {
	delivered: "delivered",
	queued: "queued",
	inflight: "in flight",
	dropped: "dropped",
	unseen: "unseen",
	none: "not subscribed",
} as const;

/** What has become of a packet after the event of one seq, told by its events alone. */
function becameOf(
	events: readonly RoomEvent[],
	packet: string,
	seq: number,
): "not sent yet" | "under way" | "arrived" | "crossed" | "lost" {
	let now: ReturnType<typeof becameOf> = "not sent yet";
	for (const event of events) {
		if (event.seq > seq || !("packet" in event) || event.packet !== packet) continue;
		if (event.type === "packet.entered") now = "under way";
		if (event.type === "packet.passed") now = "crossed";
		if (event.type === "packet.arrived") now = "arrived";
		if (event.type === "packet.lost") now = "lost";
	}
	return now;
}

function phaseWord(phase: ClientPhase | undefined): string {
	if (phase === undefined) return "not here yet";
	if (phase.phase !== "offline") return phase.phase;
	return phase.reason === "cut" ? "cable cut" : "offline";
}

type Looked = { readonly own: readonly string[]; readonly selected: string; readonly left: "log" | "tape" };

/** Reads off a history what the views have to show after the event of this seq. own: the cards of the page, which stand there at any moment. */
export function momentOf(history: History, seq: number, { own, selected, left }: Looked): Moment {
	const world = history.at(seq);
	if (world === null) throw new Error("a short run is kept whole");
	const events = history.after(history.from);
	const [subscriber = null] = subscribersOf(world);
	const sum = tallyOf(world, subscriber ?? "nobody");
	const lines = openTeller()(history, history.from).flatMap(({ line }) => line ?? []);
	const became = becameOf(events, selected, seq);
	return {
		clients: own.map((clientId) => `${clientId}, ${phaseWord(world.clients[clientId]?.phase)}`).sort(),
		onWires: onWires(world),
		sessions: Object.values(world.sessions)
			.map(
				({ session, queue, inflight }) =>
					`${session}: ${queue.map(({ message }) => message).join(" ")} | ${inflight.map(({ message }) => message).join(" ")}`,
			)
			.sort(),
		ledger: Object.keys(world.messages).map(
			(message) => `${message} ${FATES[subscriber === null ? "none" : fateOf(world, message, subscriber).fate]}`,
		),
		equation: [
			`${sum.published} published = ${sum.delivered} delivered + ${sum.queued} queued + ${sum.inflight} in flight + ${sum.dropped} dropped`,
			...(sum.none > 0 ? [`${sum.none} not subscribed`] : []),
		].join(" + "),
		clock: timeText(world.at),
		packet: became,
		log:
			left === "log"
				? { here: lines.findLast((line) => line.seq <= seq)?.text ?? null, toCome: lines.filter((line) => line.seq > seq).length }
				: null,
		tape: left === "tape" ? onTape(events, seq) : null,
	};
}

/** As many as the page lists, around the last one that had left. */
const LISTED = 24;

function onTape(events: readonly RoomEvent[], seq: number): readonly string[] {
	const clients = new Map<string, string>();
	const all: string[] = [];
	let left = 0;
	for (const event of events) {
		if (event.type !== "packet.entered" && event.type !== "packet.passed") continue;
		if (event.fields.type === "CONNECT") clients.set(event.connection, event.fields.clientId);
		const client = clients.get(event.connection);
		if (event.seq <= seq) left = all.length;
		const became = event.seq > seq ? "happened after" : becameOf(events, event.packet, seq).replace("crossed", "arrived");
		all.push(`${event.fields.type}, ${event.direction === "up" ? `${client} to broker` : `broker to ${client}`}, ${became}`);
	}
	const from = Math.max(0, Math.min(left - LISTED / 2, all.length - LISTED));
	return all.slice(from, from + LISTED);
}

function onWires({ packets, connections }: World): readonly string[] {
	return Object.values(packets).map(({ fields, connection, direction }) => {
		const client = connections[connection]?.clientId ?? (fields.type === "CONNECT" ? fields.clientId : null);
		const message = "message" in fields && fields.message !== null ? `${fields.type === "PUBLISH" ? " " : " for "}${fields.message}` : "";
		return `${fields.type}${message}, ${direction === "up" ? `${client} to broker` : `broker to ${client}`}`;
	});
}
