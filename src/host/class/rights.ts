import type { By } from "#contract/by.ts";
import type { ClassCommand } from "#contract/class-command.ts";
import type { Command } from "#contract/command.ts";

/** Whoever asks for something in a room. anybody: the room has no host, and everybody may do everything. */
export type Asker = By | { readonly role: "guest" } | { readonly role: "screen" } | { readonly role: "anybody" };

/** What only a host may do, as "Only the host can ... here." says it. null: seats may do it on their own wires. */
const HOSTS = {
	"clock.pause": "pause",
	"clock.resume": "resume",
	"wire.step": "step",
	"wire.delay": "change the delay",
	"wire.cut": null,
	"wire.silence": null,
	"wire.mend": null,
	"wire.hold": "hold a wire",
	"wire.release": "release a wire",
	"wire.delay-one": "change the delay of a wire",
	"broker.settings": "change the settings",
	"broker.restart": "restart the broker",
	"room.clear": "clear the room",
} as const satisfies Record<Command["type"], string | null>;

/** The same for a class; null: only seats may do it. */
const CLASS = {
	"class.watch": "go on",
	"class.says": "say what is on",
	"class.looks": "choose where the screen looks",
	"class.address": "choose the address",
	"class.ask": "ask",
	"class.close": "close a question",
	"class.run": "run it",
	"class.reveal": "reveal the answers",
	"class.freeze": "freeze",
	"class.benches": "send everybody to the benches",
	"class.spotlight": "choose who is in the spotlight",
	"class.show": "choose what the screen shows",
	"class.hide": "hide a seat",
	"class.remove": "remove a seat",
	"class.readmit": "let a seat come back",
	"class.joining": "say who may join",
	"class.free": "free a seat",
	"class.cut": "cut the wires of a seat",
	"class.answer": null,
	"class.name": null,
	"class.progress": null,
} as const satisfies Record<ClassCommand["type"], string | null>;

export const HANDS_OFF = "Hands off.";

/** How a room stands for those that are not its host. */
export type RoomStanding = {
	readonly frozen: boolean;
	/** The seat that a connection belongs to; null: nobody's. */
	readonly ownerOf: (connection: string) => number | null;
};

/** Null: this asker may do this. Otherwise why not, in one sentence. */
export function refusalOf(asker: Asker, command: Command, { frozen, ownerOf }: RoomStanding): string | null {
	if (asker.role === "anybody" || asker.role === "host") return null;
	const does = HOSTS[command.type];
	if (does !== null) return onlyHost(does);
	if (asker.role !== "seat") return onlyHost("do that to a wire");
	if (!("connection" in command) || command.connection === undefined) return onlyHost("do that");
	const owner = ownerOf(command.connection);
	if (owner !== asker.seat) return owner === null ? onlyHost("do that to this wire") : `That wire belongs to seat ${owner}.`;
	return frozen ? HANDS_OFF : null;
}

/** The same for what a class is asked. */
export function classRefusalOf(asker: Asker, command: ClassCommand, frozen: boolean): string | null {
	if (asker.role === "anybody") return "Nobody leads a class in this room.";
	const does = CLASS[command.type];
	if (does !== null) return asker.role === "host" ? null : onlyHost(does);
	if (asker.role !== "seat") return "Only a phone with a seat can do that here.";
	return frozen && command.type === "class.answer" ? HANDS_OFF : null;
}

function onlyHost(does: string): string {
	return `Only the host can ${does} here.`;
}
