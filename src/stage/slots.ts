import type { QueuedDelivery } from "#model/world.ts";

type Slot =
	| { readonly kind: "queued"; readonly position: number; readonly queued: QueuedDelivery }
	| { readonly kind: "empty"; readonly position: number };

export type SlotWindow = {
	readonly slots: readonly Slot[];
	/** The text past the last slot drawn: "+92" free slots or "+12 more" waiting; null when all fit. */
	readonly beyond: { readonly kind: "free" | "queued"; readonly count: number } | null;
	/** "1 of 100", "1, no limit" */
	readonly count: string;
};

const VISIBLE_SLOTS = 8;

/** The first slots of a queue: filled slots first (leftmost leaves next), then the number of slots not drawn. limit 0: there is no limit. */
export function slotWindow(queue: readonly QueuedDelivery[], limit: number, visible = VISIBLE_SLOTS): SlotWindow {
	const drawn = limit === 0 ? visible : Math.min(visible, Math.max(limit, queue.length));
	const slots: Slot[] = [];
	for (let position = 1; position <= drawn; position++) {
		const queued = queue[position - 1];
		slots.push(queued === undefined ? { kind: "empty", position } : { kind: "queued", position, queued });
	}
	const waiting = queue.length - drawn;
	const free = limit - drawn;
	const beyond = waiting > 0 ? ({ kind: "queued", count: waiting } as const) : free > 0 ? ({ kind: "free", count: free } as const) : null;
	const count = limit === 0 ? `${queue.length}, no limit` : `${queue.length} of ${limit}`;
	return { slots, beyond, count };
}
