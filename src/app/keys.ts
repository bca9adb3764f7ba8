/** What a single key asks for. client: the n-th client, 1 to 9. */
export type KeyAsk =
	| { readonly asks: "pause" | "step" | "slower" | "faster" | "plug" | "cut" | "publish" | "ledger" | "theme" | "keys" }
	| { readonly asks: "client"; readonly n: number };

/** Where the focus is: in a field every key is text; on a control, Space and Enter press that control. */
export type Place = "field" | "control" | "free";

type KeyRow = { readonly key: string; readonly shown: string; readonly does: string; readonly asks: Exclude<KeyAsk["asks"], "client"> };

const ROWS: readonly KeyRow[] = [
	{ key: " ", shown: "Space", does: "Pause, resume", asks: "pause" },
	{ key: ".", shown: ".", does: "Step one packet", asks: "step" },
	{ key: "[", shown: "[", does: "Slower wire", asks: "slower" },
	{ key: "]", shown: "]", does: "Faster wire", asks: "faster" },
	{ key: "c", shown: "C", does: "Connect or disconnect that client", asks: "plug" },
	{ key: "u", shown: "U", does: "Cut its cable, or mend a silent one", asks: "cut" },
	{ key: "p", shown: "P", does: "Publish what its card says", asks: "publish" },
	{ key: "g", shown: "G", does: "To the ledger", asks: "ledger" },
	{ key: "d", shown: "D", does: "Light or dark", asks: "theme" },
	{ key: "?", shown: "?", does: "All keys", asks: "keys" },
];

/** For the list of all keys, in the order in which they are used. */
export const KEY_LIST: readonly { readonly shown: string; readonly does: string }[] = [
	...ROWS.slice(0, 4),
	{ shown: "1 to 9", does: "To client n, publishers first" },
	...ROWS.slice(4),
	{ shown: "W or F1", does: "To the next word that can be asked; then arrows, and Enter asks" },
	{ shown: "Esc", does: "Close, and back to where you were" },
];

type Press = { readonly key: string; readonly ctrlKey: boolean; readonly metaKey: boolean; readonly altKey: boolean };

/** What this key asks for in this place; null: nothing. */
export function askOf(press: Press, place: Place): KeyAsk | null {
	if (place === "field" || press.ctrlKey || press.metaKey || press.altKey) return null;
	if (place === "control" && press.key === " ") return null;
	if (/^[1-9]$/.test(press.key)) return { asks: "client", n: Number(press.key) };
	const row = ROWS.find(({ key }) => key === press.key.toLowerCase());
	return row === undefined ? null : { asks: row.asks };
}
