import type { Act, Plan, PlanLine } from "./plan.ts";

/** What a mosquitto_sub is told to subscribe to: one -q applies to all of its filters. */
export type ShellAsked = { readonly filters: readonly string[]; readonly qos: number };
export const NOTHING_ASKED: ShellAsked = { filters: [], qos: 0 };

/**
 * held: the client of the act needs a mosquitto_sub that holds a connection. harmless: between the CONNECT of another client and its
 * SUBSCRIBE, the act makes no difference to what that other client receives.
 */
const ROLES = {
	connect: { held: false, harmless: true },
	disconnect: { held: false, harmless: true },
	cut: { held: false, harmless: false },
	silence: { held: true, harmless: false },
	mend: { held: false, harmless: false },
	takeover: { held: true, harmless: false },
	violate: { held: true, harmless: false },
	subscribe: { held: true, harmless: true },
	unsubscribe: { held: true, harmless: true },
	publish: { held: false, harmless: false },
	rest: { held: false, harmless: false },
	"cut-all": { held: false, harmless: false },
	nothing: { held: false, harmless: true },
} satisfies Record<Act["do"], { readonly held: boolean; readonly harmless: boolean }>;

/** Clients for which a mosquitto_sub holds a connection: those that subscribe, and those whose end matters. The other clients only publish. */
export function heldClients({ lines, persistent }: Plan): ReadonlySet<string> {
	const held = new Set<string>();
	for (const { act } of lines) {
		if (!("client" in act)) continue;
		if (ROLES[act.do].held || ("card" in act && act.card.will !== null)) held.add(act.client);
	}
	const publishers = new Set(lines.flatMap(({ act }) => (act.do === "publish" ? [act.client] : [])));
	for (const client of persistent) if (!publishers.has(client)) held.add(client);
	return held;
}

/**
 * The subscriptions that follow a CONNECT so closely that asking for them at once makes no difference: in between, other clients only
 * connect, subscribe or leave in peace. The lines that this takes care of are named.
 */
export function askedAhead(
	lines: readonly PlanLine[],
	from: number,
	client: string,
): { readonly asked: ShellAsked; readonly done: readonly number[] } {
	let asked: ShellAsked = NOTHING_ASKED;
	const done: number[] = [];
	for (let at = from + 1; at < lines.length; at += 1) {
		const act = lines[at]?.act;
		if (act === undefined) break;
		const mine = "client" in act && act.client === client;
		if (mine && act.do === "subscribe" && (asked.filters.length === 0 || asked.qos === act.qos) && !asked.filters.includes(act.filter)) {
			asked = { filters: [...asked.filters, act.filter], qos: act.qos };
			done.push(at);
		} else if (mine || !ROLES[act.do].harmless) break;
	}
	return { asked, done };
}
