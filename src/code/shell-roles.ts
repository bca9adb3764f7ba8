import type { Act, Plan, PlanLine } from "./plan.ts";

/** What a mosquitto_sub is told to ask for: one -q holds for all of its filters. */
export type Asked = { readonly filters: readonly string[]; readonly qos: number };
export const NOTHING_ASKED: Asked = { filters: [], qos: 0 };

const HELD: readonly Act["do"][] = ["subscribe", "unsubscribe", "takeover", "silence", "violate"];

/** Clients for which a mosquitto_sub holds a connection: those that subscribe, and those whose end matters. Others only publish. */
export function heldClients({ lines, persistent }: Plan): ReadonlySet<string> {
	const held = new Set<string>();
	for (const { act } of lines) {
		if (!("client" in act)) continue;
		if (HELD.includes(act.do) || ("card" in act && act.card.will !== null)) held.add(act.client);
	}
	const publishers = new Set(lines.flatMap(({ act }) => (act.do === "publish" ? [act.client] : [])));
	for (const client of persistent) if (!publishers.has(client)) held.add(client);
	return held;
}

/**
 * The subscriptions that follow a CONNECT so closely that asking for them at once makes no difference: between them others only come,
 * subscribe or leave in peace. The lines that are done with are named.
 */
export function askedAhead(
	lines: readonly PlanLine[],
	from: number,
	client: string,
): { readonly asked: Asked; readonly done: readonly number[] } {
	let asked: Asked = NOTHING_ASKED;
	const done: number[] = [];
	for (let at = from + 1; at < lines.length; at += 1) {
		const act = lines[at]?.act;
		if (act === undefined) break;
		const mine = "client" in act && act.client === client;
		if (mine && act.do === "subscribe" && (asked.filters.length === 0 || asked.qos === act.qos) && !asked.filters.includes(act.filter)) {
			asked = { filters: [...asked.filters, act.filter], qos: act.qos };
			done.push(at);
		} else if (mine || !isHarmless(act)) break;
	}
	return { asked, done };
}

function isHarmless(act: Act): boolean {
	return ["connect", "subscribe", "unsubscribe", "disconnect", "nothing"].includes(act.do);
}
