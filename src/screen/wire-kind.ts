import type { CloseReason } from "#contract/reasons.ts";
import type { World } from "#model/world.ts";

/** How a client's wire is drawn, and the words under it. kept: a session at the broker waits at the other end. */
export type WireKind = {
	readonly look: "live" | "connecting" | "unplugged" | "cut" | "silent";
	readonly kept: boolean;
	readonly title: string | null;
	readonly says: string;
};

export function wireKind({ clients, connections, sessions }: World, clientId: string): WireKind {
	const kept = sessions[clientId] !== undefined;
	const phase = clients[clientId]?.phase;
	if (phase === undefined) return { look: "unplugged", kept, title: "Unplugged", says: kept ? "it is away" : "not connected yet" };
	if (phase.phase === "offline") {
		const [title, says] = LEFT[phase.reason] ?? ["Closed", "by the broker"];
		return { look: phase.reason === "cut" ? "cut" : "unplugged", kept, title, says };
	}
	const connection = connections[phase.connection];
	if ((connection?.silent ?? null) !== null) return { look: "silent", kept, title: "Silent", says: "nothing passes" };
	if (phase.phase === "connecting") return { look: "connecting", kept, title: null, says: "" };
	return { look: "live", kept, title: connection?.held === undefined ? null : "Held", says: "" };
}

const LEFT: Partial<Record<CloseReason, readonly [title: string, says: string]>> = {
	disconnect: ["Unplugged", "it sent DISCONNECT"],
	cut: ["Cable cut", "without DISCONNECT"],
	"client-gone": ["Unplugged", "without DISCONNECT"],
	takeover: ["Taken over", "it connected again"],
	"keep-alive": ["Closed", "nothing was heard"],
	refused: ["Refused", "by the broker"],
};
