import type { PacketFields } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import { many } from "#contract/many.ts";
import { legible } from "#kit/legible.ts";
import { cut } from "#mqtt/cut.ts";
import type { Bits, Field } from "#mqtt/field.ts";
import type { PacketType } from "#mqtt/packet.ts";
import { codeText, publishFlags } from "#story/packet-line.ts";
import { hexOf, textOf } from "./payload.ts";

/** A row of the field table. offsets: null where no bytes are at hand. field: its name in the anatomy; null as above. parts: what the value is made of. */
export type FieldRow = {
	readonly key: string;
	readonly field: string | null;
	readonly offsets: string | null;
	readonly label: string;
	readonly parts: readonly { readonly says: string; readonly bits: string | null }[];
};

export function rowsOf(type: PacketType, fields: readonly Field[]): readonly FieldRow[] {
	return fields.map((field) => ({
		key: field.name,
		field: field.name,
		offsets: offsetsText(field),
		label: labelOf(field),
		parts: field.bits.length > 0 ? bitParts(type, field.bits) : [{ says: valueText(field), bits: null }],
	}));
}

function offsetsText({ from, to }: Field): string {
	return to - from > 1 ? `${from}–${to - 1}` : to === from ? "–" : String(from);
}

function labelOf({ name }: Field): string {
	return name
		.replace(/^remaining length/, "length")
		.replace(/^acknowledge flags/, "flags")
		.replace(/^connect flags/, "flags");
}

function valueText({ value, kind, from, to }: Field): string {
	if (typeof value === "number") return kind === "keep alive" ? (value === 0 ? "0, off" : `${value} s`) : String(value);
	if (kind === "payload" && to - from > LIMITS.inspectedPayload) return `${many(to - from, "byte")}, below`;
	if (kind === "other version") return "not read: another version of MQTT";
	if (kind === "disregarded") return "announced by no flag: neither read nor kept";
	if (kind === "password" && value.length > 0) return "not kept: a password";
	const text = typeof value === "string" ? value : textOf(value, true);
	if (text === "") return "(empty)";
	return text === null ? [...(value as Uint8Array).subarray(0, 16)].map(hexOf).join(" ") : legible(cut(text, 200), true);
}

/** "d1, q1, r0", each with the bits that it is. What is reserved is not told, unless it is set. */
function bitParts(type: PacketType, bits: readonly Bits[]): FieldRow["parts"] {
	const told = bits.filter(({ kind, value }) =>
		kind === "reserved" ? value !== 0 && type !== "PUBREL" && type !== "SUBSCRIBE" && type !== "UNSUBSCRIBE" : true,
	);
	const shown = told
		.filter(({ kind }) => kind !== "type" || type !== "PUBLISH")
		.map((one) => ({ says: bitsText(type, one), bits: one.name }));
	const refused = bits.some(({ kind, value }) => kind === "failure" && value === 1);
	return shown.filter(({ says, bits: name }) => says !== "" && !(refused && name?.startsWith("granted QoS") === true));
}

const SHORT: Partial<Record<Bits["kind"], string>> = {
	DUP: "d",
	QoS: "q",
	RETAIN: "r",
	"will retain": "will r",
	"will QoS": "will q",
	"clean session": "c",
	"session present": "sp",
	"requested QoS": "q",
};

function bitsText(type: PacketType, { kind, value }: Bits): string {
	if (kind === "type") return type;
	const short = SHORT[kind];
	if (short !== undefined) return kind.startsWith("will ") && value === 0 ? "" : `${short}${value}`;
	if (kind === "user name flag") return value === 1 ? "user name" : "";
	if (kind === "password flag") return value === 1 ? "password" : "";
	if (kind === "will flag") return value === 1 ? "will" : "";
	if (kind === "failure") return value === 1 ? "refused" : "";
	if (kind === "granted QoS") return value <= 2 ? `q${value}` : String(value);
	return `reserved ${value}`;
}

/** What events alone know of a packet whose bytes are not at hand. */
export function rowsOfFields(fields: PacketFields): readonly FieldRow[] {
	return factsOf(fields).map(([label, says], index) => ({
		key: `${index} ${label}`,
		field: null,
		offsets: null,
		label,
		parts: [{ says, bits: null }],
	}));
}

function factsOf(fields: PacketFields): readonly (readonly [label: string, says: string])[] {
	switch (fields.type) {
		case "CONNECT":
			return [
				["flags", `c${Number(fields.cleanSession)}`],
				["keep alive", fields.keepAlive === 0 ? "0, off" : `${fields.keepAlive} s`],
				["client id", shown(fields.clientId)],
				...(fields.will === null
					? []
					: ([
							["will topic", shown(fields.will.topic)],
							["will payload", shown(fields.will.payload)],
						] as const)),
			];
		case "CONNACK":
			return [
				...(fields.sessionPresent === undefined ? [] : ([["flags", `sp${Number(fields.sessionPresent)}`]] as const)),
				["return code", String(fields.returnCode)],
			];
		case "PUBLISH":
			return [
				["type, flags", publishFlags(fields)],
				["topic", shown(fields.topic)],
				...(fields.packetId === null ? [] : ([["packet id", String(fields.packetId)]] as const)),
				["payload", shown(fields.payload)],
			];
		case "SUBSCRIBE":
			return [
				["packet id", String(fields.packetId)],
				...fields.filters.map(({ filter, qos }) => ["filter", `${shown(filter)} q${qos}`] as const),
			];
		case "UNSUBSCRIBE":
			return [["packet id", String(fields.packetId)], ...fields.filters.map((filter) => ["filter", shown(filter)] as const)];
		case "SUBACK":
			return [["packet id", String(fields.packetId)], ...fields.returnCodes.map((code) => ["return code", codeText(code)] as const)];
		default:
			return "packetId" in fields ? [["packet id", String(fields.packetId)]] : [];
	}
}

function shown(text: string): string {
	return text === "" ? "(empty)" : legible(text, true);
}
