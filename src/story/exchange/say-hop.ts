import { unreachable } from "#contract/unreachable.ts";
import { sayLoss } from "#story/lost-packet.ts";
import { packetName, routeInWords } from "#story/packet-line.ts";
import { joined, ordinal, tenthsText, timeText } from "#story/phrases.ts";
import type { ExchangeHop, ExchangeRow } from "#traffic/exchange.ts";
import type { ExchangedType } from "#traffic/hop-packets.ts";

/** "pub-1 to broker" */
export function sayHop({ clientId, sends }: ExchangeHop): string {
	return routeInWords(sends, clientId);
}

/** "QoS 1, not done", "QoS 1, copy 1 done", "QoS 2, done" */
export function sayHopStand({ qos, done, open, rows }: ExchangeHop): string {
	const last = rows.findLast((row) => row.is === "packet" || row.never === null);
	if (open) return `QoS ${qos}, ${done === 0 ? "not done" : `copy ${done + 1} not done`}`;
	if (done > 1 || (done === 1 && last?.is === "missing")) return `QoS ${qos}, ${done === 1 ? "copy 1" : `${done} copies`} done`;
	if (done === 1) return `QoS ${qos}, done`;
	if (rows.length === 0) return `QoS ${qos}, nothing sent`;
	// Nobody goes on with it.
	const isComing = rows.some((row) => (row.is === "missing" ? row.never === null : row.stand === "under-way"));
	return `QoS ${qos}, ${isComing ? "not done" : "given up"}`;
}

/** "PUBLISH #12 DUP" */
export function sayRow(row: ExchangeRow): string {
	if (row.is === "missing") return `${row.type}${row.packetId === null ? "" : ` #${row.packetId}`}${row.again ? " DUP" : ""}`;
	const { fields } = row.packet;
	return `${packetName(fields)}${fields.type === "PUBLISH" && fields.dup ? " DUP" : ""}`;
}

/** What stands beside it: when it arrived or was lost; that it is to come; or missing, where something has gone wrong. Under way: see sayOnWire(). */
export function sayRowStand(row: ExchangeRow, first: boolean): string {
	if (row.is === "missing") {
		if (row.never !== null) return row.never === "silent" ? "not while silent" : "will not come";
		if (row.copy !== null) return first ? `copy ${row.copy}, if it comes` : "";
		return row.wrong ? "missing" : "to come";
	}
	const { end, left } = row.packet;
	if (row.stand === "lost") return `lost at ${timeText(end?.at ?? left.at)}`;
	if (row.stand === "unseen") return "end not seen";
	return row.stand === "arrived" ? timeText(end?.at ?? left.at) : "on the wire";
}

/** "1.1 of 2.0 s"; without a delay there is nothing to count. */
export function sayOnWire(progress: number, delayMs: number): string {
	if (delayMs === 0) return "on the wire";
	return `${tenthsText(progress * delayMs)} of ${tenthsText(delayMs)} s`;
}

/** The row in full, for a reader that does not see the box: "PUBLISH #12, sent for the 2nd time, lost at 0:28.0: the cable was cut". */
export function sayRowInFull(row: ExchangeRow, first: boolean): string {
	if (row.is === "missing") return `${sayRow(row)}, ${sayRowStand(row, first) || "to come"}`;
	const { fields, end } = row.packet;
	const attempt = fields.type === "PUBLISH" && fields.attempt > 1 ? `, sent for the ${ordinal(fields.attempt)} time` : "";
	const stand = row.stand === "arrived" ? `arrived at ${sayRowStand(row, first)}` : sayRowStand(row, first);
	const why = row.stand === "lost" && end?.how === "lost" ? `: ${sayLoss(end.reason)}` : "";
	return `${sayRow(row)}${attempt}, ${stand}${why}`;
}

/** Why packets of this exchange do not come; null: all of them do, or have come. */
export function sayNever({ clientId, sends, rows }: ExchangeHop): string | null {
	const never = rows.filter((row) => row.is === "missing" && row.never !== null);
	const [first] = never;
	if (first?.is !== "missing" || first.never === null) return null;
	const all = joined(never.map(sayRow));
	const [does, will] = never.length === 1 ? ["does", "will"] : ["do", "will"];
	switch (first.never) {
		case "silent":
			return `${all} ${does} not come while the wire of ${clientId} is silent: nothing passes it.`;
		case "clean-session":
			return `${all} ${will} not come: the clean session of ${clientId} ended with its connection, and nobody goes on.`;
		case "discarded":
			return `${all} ${will} not come: ${sends === "up" ? `${clientId} has thrown its copy away` : `the session of ${clientId} has been thrown away`}.`;
		default:
			return unreachable(first.never);
	}
}

/** Why only one copy comes of QoS 2 [MQTT-4.3.3-2]. held: whether its receiver still has the packet id. Null: there is nothing to say yet, or no longer. */
export function sayOnce({ qos, sends, clientId, rows, done }: ExchangeHop, message: string, held: boolean): string | null {
	const last = rows.findLast((row) => hasArrived(row, "PUBLISH"));
	if (qos !== 2 || last?.is !== "packet") return null;
	const { packetId } = last.packet.fields;
	const who = sends === "up" ? "the broker" : clientId;
	if (held && sends === "up")
		return `${message} held back? No: the broker passes it on, remembers #${packetId} until PUBREL, and takes it once.`;
	if (held) return `${message} again? No: ${who} remembers #${packetId} until PUBREL, and takes it once.`;
	// The id can be gone without PUBREL too: with the session.
	const isReleased = rows.some((row) => hasArrived(row, "PUBREL") && row.packet.fields.packetId === packetId);
	return isReleased && done < 2 ? `${message} was taken once: ${who} remembered #${packetId} until PUBREL.` : null;
}

function hasArrived(row: ExchangeRow, type: ExchangedType): row is Extract<ExchangeRow, { is: "packet" }> {
	return row.is === "packet" && row.stand === "arrived" && row.packet.fields.type === type;
}
