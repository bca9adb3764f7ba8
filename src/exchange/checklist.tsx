import { useStore } from "zustand";
import { traitsOf } from "#contract/brokers.ts";
import { many } from "#contract/many.ts";
import { Icon, type IconName } from "#kit/icon.tsx";
import type { World } from "#model/world.ts";
import { seqAtCursor } from "#room/cursor.ts";
import { usePlayground } from "#script/playground.ts";
import { useCalmly } from "#script/use-calmly.ts";
import { sayHop, sayHopStand, sayNever, sayOnce, sayRow, sayRowInFull, sayRowStand } from "#story/exchange/say-hop.ts";
import { sayLoss } from "#story/lost-packet.ts";
import { sayFateOf } from "#story/say-fate.ts";
import type { ExchangeHop, ExchangeRow, MessageExchange } from "#traffic/exchange.ts";
import { isIdHeld } from "#traffic/holders.ts";
import { OnWire } from "./on-wire.tsx";
import "./checklist.css";

type ChecklistProps = { readonly exchange: MessageExchange; readonly world: World; readonly subscriber: string | null };

/** A column for each wire that the message crosses, a box for each of its packets. */
export function Checklist({ exchange: { message, up, down }, world, subscriber }: ChecklistProps) {
	return (
		<div className="checklist">
			{up === null ? (
				<Nothing
					head="No publisher’s wire"
					says={`${message.message} is the will of ${message.publisher}: the broker publishes it itself.`}
				/>
			) : (
				<Hop
					hop={up}
					message={message.message}
					held={isIdHeld(world, up, message.message)}
					fate={null}
					known={traitsOf(world.settings).storeSeen}
				/>
			)}
			{down === null ? (
				<Nothing head="No subscriber’s wire" says={`No subscription matches ${message.topic}: nobody is sent ${message.message}.`} />
			) : (
				<Hop
					hop={down}
					message={message.message}
					held={isIdHeld(world, down, message.message)}
					known
					fate={subscriber === null ? null : fateText(world, message.message, subscriber)}
				/>
			)}
		</div>
	);
}

/** What no packet tells: that a copy waits, or was dropped. */
function fateText(world: World, message: string, subscriber: string): string | null {
	const fate = world.fates[message]?.[subscriber]?.fate;
	if (fate !== "queued" && fate !== "dropped" && fate !== "unseen") return null;
	const word = { queued: "Queued", dropped: "Dropped", unseen: "Unseen" }[fate];
	return `${word}: ${sayFateOf(world, message, subscriber)}.`;
}

function Nothing({ head, says }: { head: string; says: string }) {
	return (
		<section className="checklist-hop">
			<h3>{head}</h3>
			<p className="checklist-note">{says}</p>
		</section>
	);
}

type HopProps = {
	readonly hop: ExchangeHop;
	readonly message: string;
	/** Whether its receiver still has a QoS 2 id of it; known: whether that can be known. */
	readonly held: boolean;
	readonly known: boolean;
	readonly fate: string | null;
};

function Hop({ hop, message, held, known, fate }: HopProps) {
	const never = sayNever(hop);
	const once = known ? sayOnce(hop, message, held) : null;
	const firstPerhaps = hop.rows.findIndex((row) => row.is === "missing" && row.copy !== null);
	return (
		<section className="checklist-hop" aria-label={sayHop(hop)}>
			<h3>
				{sayHop(hop)} <span>{sayHopStand(hop)}</span>
			</h3>
			{hop.earlier > 0 && <p className="checklist-note">{many(hop.earlier, "earlier packet")}.</p>}
			<ul>
				{hop.rows.map((row, at) => (
					<Row key={row.is === "packet" ? row.packet.packet : at} row={row} first={at === firstPerhaps} />
				))}
			</ul>
			{never !== null && <p className="checklist-note">{never}</p>}
			{once !== null && <p className="checklist-note">{once}</p>}
			{fate !== null && <p className="checklist-note">{fate}</p>}
		</section>
	);
}

const BOXES: Readonly<Record<"arrived" | "lost" | "unseen" | "under-way", IconName>> = {
	arrived: "check",
	lost: "cross",
	unseen: "question",
	"under-way": "arrow",
};

/** Pressed: the packet is selected. Its time goes to that moment. */
function Row({ row, first }: { row: ExchangeRow; first: boolean }) {
	const { room } = usePlayground();
	const selected = useStore(room, ({ selection }) => (selection?.of === "packet" ? selection.packet : null));
	const from = useCalmly(({ history }) => history.from);
	if (row.is === "missing")
		return (
			<li data-stand={row.never !== null ? "never" : row.wrong ? "missing" : "to-come"}>
				<i className="checklist-box" aria-hidden="true">
					{row.never !== null && <Icon n="dash" s={11} />}
				</i>
				<span className="sr">{sayRowInFull(row, first)}</span>
				<span className="checklist-name" aria-hidden="true">
					{sayRow(row)}
				</span>
				<span className="checklist-when" aria-hidden="true">
					{sayRowStand(row, first)}
				</span>
			</li>
		);
	const { packet, stand } = row;
	const { end } = packet;
	const isSelected = selected === packet.packet;
	return (
		<li data-stand={stand} data-selected={isSelected || undefined}>
			<button
				type="button"
				className="checklist-packet"
				aria-pressed={isSelected}
				aria-label={sayRowInFull(row, first)}
				title={end?.how === "lost" && stand === "lost" ? `Lost: ${sayLoss(end.reason)}` : undefined}
				onClick={() => room.select({ of: "packet", packet: packet.packet, field: null })}
			>
				<i className="checklist-box">
					<Icon n={BOXES[stand]} s={11} />
				</i>
				<span className="checklist-name">{sayRow(row)}</span>
			</button>
			{stand === "under-way" ? (
				<OnWire packet={packet.packet} />
			) : (
				<When at={end?.seq ?? packet.left.seq} from={from} says={sayRowStand(row, first)} />
			)}
		</li>
	);
}

function When({ at, from, says }: { at: number; from: number; says: string }) {
	const { room } = usePlayground();
	const isThere = useCalmly((state) => state.cursor.at === "moment" && seqAtCursor(state) === at);
	if (at < from) return <span className="checklist-when">{says}</span>;
	return (
		<button
			type="button"
			className="checklist-when"
			aria-current={isThere ? "time" : undefined}
			title={`Go to this moment: ${says}`}
			aria-label={`${says}, go to this moment`}
			onClick={() => room.seek({ seq: at })}
		>
			{says}
		</button>
	);
}
