/** What a single key asks for. client: the n-th client, 1 to 9. */
export type KeyAsk =
	| { readonly asks: "pause" | "step" | "slower" | "faster" | "plug" | "cut" | "publish" | "ledger" | "theme" | "keys" }
	| { readonly asks: "client"; readonly n: number };

/**
 * Where the focus is: in a field every key is text; on a control that a person went to by keyboard, Space presses that control. A control that
 * was clicked, or got the focus back from a menu, has merely kept it: there, as in a free place, Space is what the list of keys says.
 */
export type Place = "field" | "control" | "free";
/** In the Lab all keys mean something; on the other screens of a room, those that are not about a stage. */
export type KeyScreen = "lab" | "other";

type KeyRow = { readonly key: string; readonly shown: string; readonly does: string; readonly asks: Exclude<KeyAsk["asks"], "client"> };

const EVERYWHERE: readonly KeyAsk["asks"][] = ["theme", "keys"];

const ROWS: readonly KeyRow[] = [
	{ key: " ", shown: "Space", does: "Pause, resume", asks: "pause" },
	{ key: ".", shown: ".", does: "Step one packet", asks: "step" },
	{ key: "[", shown: "[", does: "Slower wire", asks: "slower" },
	{ key: "]", shown: "]", does: "Faster wire", asks: "faster" },
	{ key: "c", shown: "C", does: "Connect or disconnect that client", asks: "plug" },
	{ key: "u", shown: "U", does: "Cut its cable, or mend a silent one", asks: "cut" },
	{ key: "p", shown: "P", does: "Publish what its card says", asks: "publish" },
	{ key: "g", shown: "G", does: "Go to the ledger", asks: "ledger" },
	{ key: "d", shown: "D", does: "Light or dark", asks: "theme" },
	{ key: "?", shown: "?", does: "All keys, and the legend", asks: "keys" },
];

type ListedKey = { readonly shown: string; readonly does: string };

/** For the list of all keys of a screen, in the order in which they are used. */
export function keyList(screen: KeyScreen): readonly ListedKey[] {
	const last = [
		{ shown: "W or F1", does: "Go to the next term; arrows move on, Enter explains it" },
		{ shown: "Esc", does: "Close, and back to where you were" },
	];
	if (screen === "other") return [...ROWS.filter(({ asks }) => EVERYWHERE.includes(asks)), ...last];
	return [...ROWS.slice(0, 4), { shown: "1 to 9", does: "Go to client n, publishers first" }, ...ROWS.slice(4), ...last];
}

type Press = { readonly key: string; readonly ctrlKey: boolean; readonly metaKey: boolean; readonly altKey: boolean };

/** What this key asks for in this place; null: nothing. */
export function askOf(press: Press, place: Place, screen: KeyScreen): KeyAsk | null {
	if (place === "field" || press.ctrlKey || press.metaKey || press.altKey) return null;
	if (place === "control" && press.key === " ") return null;
	const ask = meantBy(press.key);
	return ask === null || screen === "lab" || EVERYWHERE.includes(ask.asks) ? ask : null;
}

function meantBy(key: string): KeyAsk | null {
	if (/^[1-9]$/.test(key)) return { asks: "client", n: Number(key) };
	const row = ROWS.find((one) => one.key === key.toLowerCase());
	return row === undefined ? null : { asks: row.asks };
}

/** Whether a focus that moved after this key was sent there by a person. Null: the last press was not of a key. */
export function isGoing(key: string | null): boolean {
	return key !== null && (key === "Tab" || key === "Escape" || key === "Home" || key === "End" || key.startsWith("Arrow"));
}
