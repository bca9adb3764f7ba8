const HOST_KEYS = ["down", "up", "black", "code", "step", "pause"] as const;
/** What a single key asks for on the page of whoever leads a class: the keys of a presenter, and what the screen shows. */
export type HostKey = (typeof HOST_KEYS)[number];

/** Of the two keys with which presenters make a screen black, each sends one. */
const KEYS: Readonly<Record<string, HostKey>> = {
	PageDown: "down",
	PageUp: "up",
	b: "black",
	".": "black",
	j: "code",
	s: "step",
};

type Pressed = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;
/** inField: every key is text there, and PageDown goes down in the text. singles: whether this person wants keys that are characters. */
type Place = { readonly inField?: boolean; readonly singles?: boolean };

/** Null: nothing. */
export function hostKey(
	{ key, ctrlKey, metaKey, altKey, shiftKey }: Pressed,
	{ inField = false, singles = true }: Place = {},
): HostKey | null {
	if (inField || ctrlKey || metaKey || altKey || shiftKey || (!singles && key.length === 1)) return null;
	const name = key.length === 1 ? key.toLowerCase() : key;
	return Object.hasOwn(KEYS, name) ? (KEYS[name] ?? null) : null;
}

/** The same in the window of the projector. Nothing there has kept the focus, so Space is free, and pauses as it does in the Lab. */
export function screenKey(press: Pressed): HostKey | null {
	const { key, ctrlKey, metaKey, altKey, shiftKey } = press;
	return key === " " && !(ctrlKey || metaKey || altKey || shiftKey) ? "pause" : hostKey(press);
}

export function isHostKey(value: unknown): value is HostKey {
	return (HOST_KEYS as readonly unknown[]).includes(value);
}
