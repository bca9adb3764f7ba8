import { BigPuck } from "#crowd/big-puck.tsx";
import type { QueuedDelivery } from "#model/world.ts";
import type { QoS } from "#mqtt/packet.ts";
import "./screen-slots.css";

type ScreenSlotsProps = {
	readonly queue: readonly QueuedDelivery[];
	readonly qosOf: (queued: QueuedDelivery) => QoS;
	/** How many are drawn; of more, the last says how many. */
	readonly slots: number;
	/** Height of a slot in px. */
	readonly h: number;
};

/** The first slots of a queue, next out leftmost. */
export function ScreenSlots({ queue, qosOf, slots, h }: ScreenSlotsProps) {
	const over = queue.length > slots ? queue.length - slots + 1 : 0;
	const places = Array.from({ length: slots }, (_, at) => at);
	return (
		<ol className="screen-slots" style={{ gridTemplateColumns: `repeat(${slots}, minmax(0, 1fr))` }}>
			{places.map((at) => {
				const queued = queue[at];
				const isLast = over > 0 && at === slots - 1;
				return (
					<li key={queued?.delivery ?? `empty ${at}`} data-full={queued !== undefined} style={{ height: h }}>
						{isLast ? (
							`+${over}`
						) : queued === undefined ? (
							at + 1
						) : (
							<BigPuck qos={qosOf(queued)} fate="queued" label={queued.message} h={Math.min(70, h - 12)} />
						)}
					</li>
				);
			})}
		</ol>
	);
}
