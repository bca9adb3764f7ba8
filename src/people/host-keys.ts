/** What a single key of the host's page asks for in a class: the keys of a presenter, and what the screen shows. */
export type HostKey = "down" | "up" | "black" | "code" | "step";

const KEYS: Readonly<Record<string, HostKey>> = { PageDown: "down", PageUp: "up", b: "black", j: "code", s: "step" };

type Pressed = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

/** Null: nothing. inField: every key is text there, and PageDown goes down in the text. */
export function hostKey({ key, ctrlKey, metaKey, altKey, shiftKey }: Pressed, inField: boolean): HostKey | null {
	if (inField || ctrlKey || metaKey || altKey || shiftKey) return null;
	const name = key.length === 1 ? key.toLowerCase() : key;
	return Object.hasOwn(KEYS, name) ? (KEYS[name] ?? null) : null;
}
