import { type HostKey, isHostKey } from "./host-keys.ts";

/**
 * A presenter's keys are pressed in whichever window of the trainer's laptop has the focus. Pages of one browser and one address hear each other:
 * the screen tells what was pressed, every page of the host says that it is there, and the first of them is told to act. Only one acts, although
 * several may be open; without any, nothing happens.
 */
type Relayed = { readonly press: string; readonly key: HostKey } & (
	| { readonly says: "pressed" }
	| { readonly says: "here" | "act"; readonly host: string }
);

/** Ms. A page of the host that answers later was asleep: what was pressed is over. */
const PATIENCE_MS = 1_000;

/** The screen's end. */
export type KeyRelay = {
	tell(key: HostKey): void;
	/** Whether a page of the host has ever answered. */
	readonly isHeard: boolean;
	close(): void;
};

export function openKeyRelay(room: string): KeyRelay {
	const channel = channelOf(room);
	const waiting = new Map<string, ReturnType<typeof setTimeout>>();
	let isHeard = false;
	const settle = (press: string) => {
		clearTimeout(waiting.get(press));
		return waiting.delete(press);
	};
	channel.onmessage = ({ data }) => {
		const told = read(data);
		if (told?.says !== "here") return;
		isHeard = true;
		if (settle(told.press)) post(channel, { ...told, says: "act" });
	};
	return {
		tell(key) {
			const press = lot();
			waiting.set(
				press,
				setTimeout(() => settle(press), PATIENCE_MS),
			);
			post(channel, { says: "pressed", press, key });
		},
		get isHeard() {
			return isHeard;
		},
		close() {
			for (const press of [...waiting.keys()]) settle(press);
			channel.close();
		},
	};
}

/** The end of a page of the host. Returns a function that stops this. */
export function followKeyRelay(room: string, act: (key: HostKey) => void): () => void {
	const channel = channelOf(room);
	const host = lot();
	channel.onmessage = ({ data }) => {
		const told = read(data);
		if (told?.says === "pressed") post(channel, { says: "here", press: told.press, key: told.key, host });
		else if (told?.says === "act" && told.host === host) act(told.key);
	};
	return () => channel.close();
}

function channelOf(room: string): BroadcastChannel {
	return new BroadcastChannel(`slow-wire class ${room}`);
}

function post(channel: BroadcastChannel, what: Relayed): void {
	channel.postMessage(what);
}

/** Null: another version of this program is open in another window. */
function read(data: unknown): Relayed | null {
	if (typeof data !== "object" || data === null) return null;
	const { says, press, key, host } = data as Readonly<Record<string, unknown>>;
	if (typeof press !== "string" || !isHostKey(key)) return null;
	if (says === "pressed") return { says, press, key };
	return (says === "here" || says === "act") && typeof host === "string" ? { says, press, key, host } : null;
}

/** Not crypto.randomUUID(), which is there only where the address is https or this machine. */
function lot(): string {
	return Math.random().toString(36).slice(2);
}
