import type { CloseReason } from "#contract/reasons.ts";
import { cut } from "#mqtt/cut.ts";
import { sayLoss } from "#story/lost-packet.ts";
import { codeText, routeInWords } from "#story/packet-line.ts";
import { duration, timeText } from "#story/phrases.ts";
import type { TapePacket } from "#traffic/traffic.ts";

/** Code units of a line beside a packet. */
const CAPTION = 24;

/** What stands beside a packet on the tape: its name, and what tells it apart. */
export function captionOf({ fields }: Pick<TapePacket, "fields">): readonly string[] {
	if (fields === null) return ["cannot be read"];
	switch (fields.type) {
		case "PUBLISH":
			return [`q${fields.qos}`, ...(fields.packetId === null ? [] : [`#${fields.packetId}`])];
		case "CONNECT":
			return [fields.type, `clean=${Number(fields.cleanSession)}`];
		case "CONNACK":
			return [fields.type, fields.returnCode === 0 ? presentText(fields.sessionPresent) : `code ${fields.returnCode}`];
		case "SUBSCRIBE":
			return [fields.type, cut(`#${fields.packetId} ${fields.filters.map(({ qos }) => `q${qos}`).join(" ")}`, CAPTION)];
		case "SUBACK":
			return [fields.type, cut(`#${fields.packetId} ${fields.returnCodes.map(codeText).join(" ")}`, CAPTION)];
		case "PINGREQ":
		case "PINGRESP":
		case "DISCONNECT":
			return [fields.type];
		default:
			return [fields.type, `#${fields.packetId}`];
	}
}

const presentText = (present: boolean | undefined) => (present === undefined ? "accepted" : `sp=${Number(present)}`);

/** In one line: "PUBACK #12", "CONNECT clean=0". */
export const titleOf = (packet: TapePacket) =>
	packet.fields?.type === "PUBLISH" ? `PUBLISH ${captionOf(packet).join(" ")}` : captionOf(packet).join(" ");

/** How a packet was lost: "held 3.0 s, lost: the cable was cut". heldMs: how long it stood still before. */
export function lossOf(reason: CloseReason | null, heldMs: number): string {
	return `${heldMs > 0 ? `held ${duration(heldMs)}, ` : ""}lost: ${sayLoss(reason)}`;
}

/** The name of a packet in the readers' list and in the tip: "PUBLISH m2 q1 #12". */
export function nameOf(packet: TapePacket): string {
	const { fields } = packet;
	if (fields?.type === "PUBLISH") return ["PUBLISH", fields.message, ...captionOf(packet), ...(fields.dup ? ["DUP"] : [])].join(" ");
	const message = fields !== null && "message" in fields && fields.message !== null ? ` for ${fields.message}` : "";
	return `${captionOf(packet).join(" ")}${message}`;
}

export function routeOf({ direction, clientId }: TapePacket): string {
	return routeInWords(direction, clientId);
}

/** When it left and what became of it, after the event of that seq: "left 0:41.2, arrived 0:43.2". */
export function timesOf({ left, end }: TapePacket, seq: number): string {
	const start = `left ${timeText(left.at)}`;
	if (end === null || end.seq > seq) return `${start}, under way`;
	if (end.how === "unseen") return `${start}, its end was not seen`;
	return `${start}, ${end.how === "arrived" ? "arrived" : "lost"} ${timeText(end.at)}`;
}
