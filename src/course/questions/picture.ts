import type { PacketFields } from "#contract/event.ts";
import type { QoS } from "#mqtt/packet.ts";

/** One message in a picture: the name and the bits that it has in the run. */
export type Bead = { readonly message: string; readonly qos: QoS; readonly retain: boolean; readonly dup: boolean };

/** What a wire carries: a message, or any other packet by its type. */
export type Carried = Bead | Exclude<PacketFields["type"], "PUBLISH">;

type Floor = "persistent" | "clean" | "none";
type Plug = "in" | "silent" | "cut" | "out";

/** The picture of one row of a storyboard. The test run compares each picture with the world at the end of its row. */
export type Picture =
	| {
			readonly draws: "session";
			readonly client: string;
			readonly kind: Floor;
			/** Sent and unacknowledged, then what waits. */
			readonly flight: readonly Bead[];
			readonly queued: readonly Bead[];
			/** Dropped for this client in this row. */
			readonly fallen: readonly Bead[];
	  }
	| {
			readonly draws: "client";
			readonly client: string;
			/** What its application has received so far, in order. */
			readonly has: readonly Bead[];
			/** The copies that it keeps until they are acknowledged. */
			readonly keeps: readonly Bead[];
	  }
	/** The retained message of the only topic that has one; null: there is none. */
	| { readonly draws: "retained"; readonly kept: Bead | null }
	/** The wire of one client at the end of the row, with a packet that was on it during the row. */
	| { readonly draws: "wire"; readonly client: string; readonly link: Plug; readonly up: Carried | null; readonly down: Carried | null };

export function bead(message: string, qos: QoS, bit?: "retain" | "dup"): Bead {
	return { message, qos, retain: bit === "retain", dup: bit === "dup" };
}

type Held = { readonly flight?: readonly Bead[]; readonly queued?: readonly Bead[]; readonly fallen?: readonly Bead[] };
export function session(client: string, kind: Floor, held: Held = {}): Picture {
	return { draws: "session", client, kind, flight: held.flight ?? [], queued: held.queued ?? [], fallen: held.fallen ?? [] };
}

export function holds(client: string, has: readonly Bead[], keeps: readonly Bead[] = []): Picture {
	return { draws: "client", client, has, keeps };
}

export function retained(kept: Bead | null): Picture {
	return { draws: "retained", kept };
}

export function wire(client: string, link: Plug, carries: { readonly up?: Carried; readonly down?: Carried }): Picture {
	return { draws: "wire", client, link, up: carries.up ?? null, down: carries.down ?? null };
}
