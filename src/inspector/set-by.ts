import type { Bits, Field } from "#mqtt/field.ts";
import type { Direction, PacketType } from "#mqtt/packet.ts";
import { joined } from "#story/phrases.ts";

/** Who gave a field its value. control: by the name that the control carries on the bench (data-sets); null: none did. */
export type SetBy = { readonly control: string | null; readonly says: string };

/** Whose packet it is: own: of a client on this page's bench. */
export type Whose = { readonly type: PacketType; readonly direction: Direction; readonly own: boolean };

const CONTROLS: Partial<Record<PacketType, Readonly<Record<string, string>>>> = {
	PUBLISH: { topic: "publish.topic", payload: "publish.payload", QoS: "publish.qos", RETAIN: "publish.retain" },
	SUBSCRIBE: { filter: "subscribe.filter", "requested QoS": "subscribe.qos" },
	CONNECT: {
		"clean session": "connect.clean",
		"keep alive": "connect.keep-alive",
		"will flag": "connect.will",
		"will topic": "will.topic",
		"will payload": "will.payload",
		"will QoS": "will.qos",
		"will retain": "will.retain",
	},
};

/** The control on the bench that sets fields or bits of this kind; null: none does. */
function controlOf(type: PacketType, part: Field | Bits): string | null {
	return "isLength" in part && part.isLength ? null : (CONTROLS[type]?.[part.kind] ?? null);
}

export function setBy(part: Field | Bits, { type, direction, own }: Whose): SetBy {
	if (direction === "down") return { control: null, says: "set by the broker" };
	if (!own) return { control: null, says: "set by the client" };
	const control = controlOf(type, part);
	if (control !== null) return { control, says: "set on the client’s card" };
	if (part.kind === "client id" && !("isLength" in part && part.isLength)) return { control: null, says: "the name of the card" };
	const onCard = "isLength" in part ? part.bits.filter((bits) => controlOf(type, bits) !== null) : [];
	if (onCard.length > 0)
		return { control: null, says: `${joined(onCard.map(({ kind }) => kind))} set on the client’s card, the rest by the client library` };
	if (type === "PUBLISH" && part.kind === "DUP" && part.value === 1) return { control: null, says: "set because it is sent again" };
	if (type === "UNSUBSCRIBE" && part.kind === "filter" && "isLength" in part && !part.isLength)
		return { control: null, says: "set by Unsubscribe" };
	return { control: null, says: "set by the client library" };
}

/** The name of the field or bits that this control set; null: it set none of this packet's. */
export function setFrom(control: string, fields: readonly Field[], { type, direction, own }: Whose): string | null {
	if (direction === "down" || !own) return null;
	for (const field of fields) {
		const bits = field.bits.find((one) => controlOf(type, one) === control);
		if (bits !== undefined) return bits.name;
		if (controlOf(type, field) === control) return field.name;
	}
	return null;
}

/** "QoS: byte 0, bits 2 and 1" */
export function placeText(part: Field | Bits, fields: readonly Field[]): string {
	if ("isLength" in part) return `${part.name}: ${bytesText(part)}`;
	const field = fields.find(({ bits }) => bits.includes(part));
	const { high, low } = part;
	const bits = high === low ? `bit ${high}` : high === low + 1 ? `bits ${high} and ${low}` : `bits ${high} to ${low}`;
	return `${part.kind}: byte ${field?.from ?? 0}, ${bits}`;
}

function bytesText({ from, to }: Field): string {
	if (to === from) return "no bytes";
	return to - from === 1 ? `byte ${from}` : `bytes ${from} to ${to - 1}`;
}

/** The field or bits of that name, and the field that both are of. */
export function partOf(fields: readonly Field[], name: string | null): { readonly part: Field | Bits; readonly field: Field } | null {
	for (const field of fields) {
		if (field.name === name) return { part: field, field };
		const bits = field.bits.find((one) => one.name === name);
		if (bits !== undefined) return { part: bits, field };
	}
	return null;
}
