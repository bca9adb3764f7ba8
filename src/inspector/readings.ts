import type { ClientSetup, WillSetup } from "#lab/setup.ts";
import { cut } from "#mqtt/cut.ts";
import type { Bits, Field } from "#mqtt/field.ts";
import { textOf } from "./payload.ts";

/** What controls on the bench read, by the names that they carry (data-sets): as a number or a text, or whether they are on; null: they are not there. */
const READINGS: Readonly<Record<string, (setup: ClientSetup) => string | number | boolean | null>> = {
	"publish.topic": ({ publish }) => publish.topic,
	"publish.payload": ({ publish }) => publish.payload,
	"publish.qos": ({ publish }) => publish.qos,
	"publish.retain": ({ publish }) => publish.retain,
	"subscribe.filter": ({ subscribe }) => subscribe.filter,
	"subscribe.qos": ({ subscribe }) => subscribe.qos,
	"connect.clean": ({ cleanSession }) => cleanSession,
	"connect.keep-alive": ({ keepAlive }) => keepAlive,
	"connect.will": ({ will }) => will !== null,
	"will.topic": ofWill(({ topic }) => topic),
	"will.payload": ofWill(({ payload }) => payload),
	"will.qos": ofWill(({ qos }) => qos),
	"will.retain": ofWill(({ retain }) => retain),
};

function ofWill<T>(read: (will: WillSetup) => T): (setup: ClientSetup) => T | null {
	return ({ will }) => (will === null ? null : read(will));
}

/** Characters of a reading that one line has room for. */
const SHORT = 18;

/**
 * What the control read when it set this part of a packet, and what it reads now: "was 21.5, now reads 22"; null: the same, or that cannot be told. A
 * card is set anew after a packet has left, and then its controls show other values than the packet has.
 */
export function sayChanged(control: string, part: Field | Bits, setup: ClientSetup): string | null {
	const now = READINGS[control]?.(setup) ?? null;
	if (now === null) return null;
	const was = valueIn(part, typeof now === "boolean");
	return was === null || was === now ? null : `was ${shown(was)}, now reads ${shown(now)}`;
}

/** Null: not all of it is there, or it is not a text. */
function valueIn(part: Field | Bits, isSwitch: boolean): string | number | boolean | null {
	if (!("isLength" in part)) return isSwitch ? part.value === 1 : part.value;
	const { value, from, to } = part;
	if (typeof value !== "object") return value;
	return value.length < to - from ? null : textOf(value, false);
}

function shown(value: string | number | boolean): string {
	if (typeof value === "boolean") return value ? "on" : "off";
	return value === "" ? "(empty)" : cut(String(value), SHORT);
}
