import type { LookWay } from "#script/look-back.ts";

export type KeyPanel = "tape" | "log" | "ledger" | "packet" | "exchange";
/** What a single key asks for. client: the n-th client, 1 to 9. */
export type KeyAsk =
	| { readonly asks: "pause" | "step" | "slower" | "faster" | "plug" | "cut" | "publish" | "theme" | "keys" }
	/** Looking back and forward: see whereTo(). */
	| { readonly asks: LookWay }
	/** The panel that this key opens. */
	| { readonly asks: KeyPanel }
	| { readonly asks: "client"; readonly n: number };

/**
 * Where the focus is: in a field every key is text; on a control that a person went to by keyboard, Space presses that control. A control that
 * was clicked, or got the focus back from a menu, has merely kept it: there, as in a free place, Space is what the list of keys says. In a list,
 * or on anything else that has two ends, Home and End lead to these.
 */
export type Place = "field" | "control" | "list" | "free";
/** In the Lab all keys mean something; on the other screens of a room, those that are not about a stage. */
export type KeyScreen = "lab" | "other";

const EVERYWHERE: readonly KeyAsk["asks"][] = ["theme", "keys"];

/** What is said of each of them is in keyList(). */
const ASKS: Readonly<Record<string, Exclude<KeyAsk["asks"], "client">>> = {
	" ": "pause",
	".": "step",
	"[": "slower",
	"]": "faster",
	c: "plug",
	u: "cut",
	p: "publish",
	",": "back",
	home: "birth",
	end: "live",
	t: "tape",
	l: "log",
	g: "ledger",
	i: "packet",
	e: "exchange",
	d: "theme",
	"?": "keys",
};

type Press = {
	readonly key: string;
	/** Where the key is, whatever Shift makes of it. */
	readonly code?: string;
	readonly shiftKey?: boolean;
	readonly ctrlKey: boolean;
	readonly metaKey: boolean;
	readonly altKey: boolean;
};

/** What this key asks for in this place; null: nothing. */
export function askOf(press: Press, place: Place, screen: KeyScreen): KeyAsk | null {
	if (place === "field" || press.ctrlKey || press.metaKey || press.altKey) return null;
	if (place === "control" && press.key === " ") return null;
	if (place !== "free" && (press.key === "Home" || press.key === "End")) return null;
	const ask = meantBy(press);
	return ask === null || screen === "lab" || EVERYWHERE.includes(ask.asks) ? ask : null;
}

function meantBy({ key, code, shiftKey }: Press): KeyAsk | null {
	if (shiftKey && (code === "Comma" || key === "<")) return { asks: "packet-before" };
	if (shiftKey && (code === "Period" || key === ">")) return { asks: "packet-after" };
	if (/^[1-9]$/.test(key)) return { asks: "client", n: Number(key) };
	const name = key.toLowerCase();
	return Object.hasOwn(ASKS, name) ? ({ asks: ASKS[name] } as KeyAsk) : null;
}

/** Whether somebody who keeps this key down wants it again and again. */
export function isRepeated({ asks }: KeyAsk): boolean {
	return asks === "step" || asks === "back" || asks === "packet-before" || asks === "packet-after";
}

/** Whether a focus that moved after this key was sent there by a person. Null: the last press was not of a key. */
export function isGoing(key: string | null): boolean {
	return key !== null && (key === "Tab" || key === "Escape" || key === "Home" || key === "End" || key.startsWith("Arrow"));
}
