import type { QueueNumbers } from "#model/queue-limit.ts";
import type { QueuedDelivery } from "#model/world.ts";
import { sayQueue } from "#story/queue-numbers.ts";

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

/** The first slots of a queue: filled slots first (leftmost leaves next), then the number of slots not drawn. */
export function slotWindow(
	queue: readonly QueuedDelivery[],
	numbers: Pick<QueueNumbers, "waiting" | "inflight" | "limit" | "free">,
	visible = VISIBLE_SLOTS,
): SlotWindow {
	const { waiting, limit, free } = numbers;
	// What is in flight may take places of the queue, which are then not free.
	const drawn = free === null ? visible : Math.min(visible, waiting + free);
	const slots: Slot[] = [];
	for (let position = 1; position <= drawn; position++) {
		const queued = queue[position - 1];
		slots.push(queued === undefined ? { kind: "empty", position } : { kind: "queued", position, queued });
	}
	const more = waiting - drawn;
	const unseen = limit === null || free === null ? 0 : waiting + free - drawn;
	const beyond = more > 0 ? ({ kind: "queued", count: more } as const) : unseen > 0 ? ({ kind: "free", count: unseen } as const) : null;
	return { slots, beyond, count: sayQueue(numbers) };
}
