import type { PacketFields } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import { unreachable } from "#contract/unreachable.ts";
import type { PacketUnderWay } from "#model/world.ts";
import { cut } from "#mqtt/cut.ts";
import { andMore, tenthsText } from "#story/phrases.ts";

/** Code units of each line of a caption, as many as CONNECT and its flags take with some to spare. */
const CAPTION = 24;

/** Two short lines beside a packet on its wire. */
export type Caption = readonly [string, string];

export function captionOf(fields: PacketFields): Caption {
	switch (fields.type) {
		case "PUBLISH":
			return [fields.type, `q${fields.qos}${fields.packetId === null ? "" : ` #${fields.packetId}`}`];
		case "PUBACK":
		case "PUBREC":
		case "PUBREL":
		case "PUBCOMP":
		case "UNSUBSCRIBE":
		case "UNSUBACK":
			return [fields.type, `#${fields.packetId}`];
		case "CONNECT":
			return [fields.type, `clean=${Number(fields.cleanSession)}`];
		case "CONNACK":
			return [
				fields.type,
				fields.returnCode === 0 && fields.sessionPresent !== undefined
					? `sp=${Number(fields.sessionPresent)}`
					: `code ${fields.returnCode}`,
			];
		case "SUBSCRIBE":
			return [
				fields.type,
				cut(
					andMore(
						fields.filters.map((asked) => `q${asked.qos}`),
						fields.more,
					).join(" "),
					CAPTION,
				),
			];
		case "SUBACK":
			return [fields.type, cut(grantsText(fields), CAPTION)];
		case "PINGREQ":
		case "PINGRESP":
		case "DISCONNECT":
			return [fields.type, ""];
		default:
			return unreachable(fields);
	}
}

/** One caption for several PUBLISH packets of one QoS: "q1 #1 to #3". Null for any other group. */
export function captionOfMany(all: readonly PacketFields[]): Caption | null {
	const published = all.flatMap((fields) => (fields.type === "PUBLISH" ? [fields] : []));
	const [first] = published;
	if (first === undefined || all.length < 2 || published.length < all.length) return null;
	if (published.some((fields) => fields.qos !== first.qos)) return null;
	const from = first.packetId;
	const inOrder = from !== null && published.every((fields, index) => fields.packetId === from + index);
	return [first.type, `q${first.qos} ${inOrder ? `#${from} to #${from + all.length - 1}` : `×${all.length}`}`];
}

const grantText = (code: number) => (code === 0x80 ? "refused" : `q${code}`);
export const grantsText = ({ returnCodes, more }: Extract<PacketFields, { type: "SUBACK" }>) =>
	andMore(returnCodes.map(grantText), more).join(" ");

/** The packet as a person would describe it, for its accessible name and the popover's heading. */
function spoken(fields: PacketFields): readonly string[] {
	switch (fields.type) {
		case "PUBLISH":
			return [
				`PUBLISH ${fields.message}`,
				`QoS ${fields.qos}`,
				...(fields.packetId === null ? [] : [`packet ${fields.packetId}`]),
				...(fields.retain ? ["retain"] : []),
				...(fields.dup ? ["DUP"] : []),
			];
		case "PUBACK":
		case "PUBREC":
		case "PUBREL":
		case "PUBCOMP":
			return [fields.message === null ? fields.type : `${fields.type} for ${fields.message}`, `packet ${fields.packetId}`];
		case "CONNECT":
			return [fields.type, `clean session ${fields.cleanSession}`];
		case "CONNACK":
			return [
				fields.type,
				fields.sessionPresent === undefined ? `return code ${fields.returnCode}` : `session present = ${Number(fields.sessionPresent)}`,
			];
		case "SUBSCRIBE":
			return [
				fields.type,
				...andMore(
					fields.filters.map((asked) => `${asked.filter} QoS ${asked.qos}`),
					fields.more,
				),
			];
		case "UNSUBSCRIBE":
			return [fields.type, ...andMore(fields.filters, fields.more)];
		default:
			return [fields.type];
	}
}

/** "pub-1 to broker" */
export function routeText(direction: PacketUnderWay["direction"], clientId: string): string {
	return direction === "up" ? `${clientId} to broker` : `broker to ${clientId}`;
}

/** "held at 1.1 of 2.0 s" without the first word; null when the wire has no delay. */
export function heldText(packet: Pick<PacketUnderWay, "delayMs">, progress: number, unit: "s" | "seconds"): string | null {
	if (packet.delayMs === 0) return null;
	return `${tenthsText(progress * packet.delayMs)} of ${tenthsText(packet.delayMs)} ${unit}`;
}

/** "PUBLISH m3, QoS 1, packet 12, pub-1 to broker, held at 1.1 of 2.0 seconds" */
export function packetName(packet: PacketUnderWay, clientId: string, at: { readonly progress: number; readonly held: boolean }): string {
	const held = heldText(packet, at.progress, "seconds");
	const where = !at.held ? "under way" : held === null ? "held" : `held at ${held}`;
	return [cut(spoken(packet.fields).join(", "), LIMITS.sentenceCharacters), routeText(packet.direction, clientId), where].join(", ");
}
