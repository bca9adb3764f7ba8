import type { Bits, BitsKind, FieldKind } from "./field.ts";
import type { PacketType } from "./packet.ts";

type Layout = readonly (readonly [kind: BitsKind, high: number, low: number])[];

const FLAGS_OF_PUBLISH: Layout = [
	["type", 7, 4],
	["DUP", 3, 3],
	["QoS", 2, 1],
	["RETAIN", 0, 0],
];
const FLAGS: Layout = [
	["type", 7, 4],
	["reserved", 3, 0],
];
const CONNECT_FLAGS: Layout = [
	["user name flag", 7, 7],
	["password flag", 6, 6],
	["will retain", 5, 5],
	["will QoS", 4, 3],
	["will flag", 2, 2],
	["clean session", 1, 1],
	["reserved", 0, 0],
];
const ACKNOWLEDGE_FLAGS: Layout = [
	["reserved", 7, 1],
	["session present", 0, 0],
];
const OPTIONS: Layout = [
	["reserved", 7, 2],
	["requested QoS", 1, 0],
];
const GRANTED: Layout = [
	["failure", 7, 7],
	["reserved", 6, 2],
	["granted QoS", 1, 0],
];

/** What the bits of this byte say; nth: what is added to the names of the second field of its kind. Figures 2.2, 3.4, 3.8, 3.21 and table 3.9.3 of 3.1.1. */
export function bitsOf(type: PacketType, field: FieldKind, value: number, nth: string): readonly Bits[] {
	return (layoutOf(type, field) ?? []).map(([kind, high, low]) => ({
		name: kind === "reserved" && field !== "type, flags" ? `reserved in ${field}${nth}` : `${kind}${nth}`,
		kind,
		high,
		low,
		value: (value >> low) & (2 ** (high - low + 1) - 1),
	}));
}

function layoutOf(type: PacketType, field: FieldKind): Layout | null {
	switch (field) {
		case "type, flags":
			return type === "PUBLISH" ? FLAGS_OF_PUBLISH : FLAGS;
		case "connect flags":
			return CONNECT_FLAGS;
		case "acknowledge flags":
			return ACKNOWLEDGE_FLAGS;
		case "options":
			return OPTIONS;
		case "return code":
			return type === "SUBACK" ? GRANTED : null;
		default:
			return null;
	}
}
