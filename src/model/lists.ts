import type { Draft, Writable } from "./draft.ts";
import type { Session } from "./world.ts";

type Inflight = Session["inflight"][number];

/** The list with one more entry. */
export function plus<T>(draft: Draft, list: readonly T[], one: T): readonly T[] {
	const longer = draft.own(list) as T[];
	longer.push(one);
	return longer;
}

/** The list without this delivery; the same list if the delivery is not there. */
export function without<T extends { readonly delivery: string }>(draft: Draft, list: readonly T[], delivery: string): readonly T[] {
	const at = list.findIndex((one) => one.delivery === delivery);
	if (at === -1) return list;
	const shorter = draft.own(list) as T[];
	shorter.splice(at, 1);
	return shorter;
}

/** False when the delivery is not in flight. */
export function replaceInflight(draft: Draft, session: Writable<Session>, delivery: string, change: (one: Inflight) => Inflight): boolean {
	const at = session.inflight.findIndex((one) => one.delivery === delivery);
	if (at === -1) return false;
	const inflight = draft.own(session.inflight);
	inflight[at] = change(inflight[at] as Inflight);
	session.inflight = inflight;
	return true;
}
