import { type KeyboardEvent, useId } from "react";
import { lifeAt } from "#traffic/lives.ts";
import type { Traffic } from "#traffic/traffic.ts";
import { nameOf, routeOf, timesOf } from "./packet-words.ts";
import "./packet-grid.css";
import { countWhile } from "#model/count-while.ts";

/** So many rows around the one that is looked at are there: a tape can have tens of thousands. */
const ROWS = 24;

type GridProps = {
	readonly traffic: Traffic;
	/** The packets that are listed, by number, oldest first; null: all of them. */
	readonly numbers: readonly number[] | null;
	readonly count: number;
	/** What has happened up to this seq is told as such. */
	readonly seq: number;
	readonly selected: string | null;
	/** The number of the packet that the keyboard is at; null: none. */
	readonly active: number | null;
	readonly setActive: (number: number | null) => void;
	readonly select: (packet: string) => void;
};

/**
 * The tape for the keyboard and for readers: a grid with one row for each packet. Left and right go along the lane, up and down from a question to
 * its answer and back. The paper shows where the focus is.
 */
export function PacketGrid(props: GridProps) {
	const { traffic, numbers, count, seq, selected, active, setActive, select } = props;
	const id = useId();
	const numberAt = (index: number) => (numbers === null ? traffic.first + index : (numbers[index] ?? -1));
	const indexOf = (number: number) => (numbers === null ? number - traffic.first : before(numbers, number));
	const here = active === null ? lastSent(traffic, { numberAt, count, seq }) : Math.min(count - 1, Math.max(0, indexOf(active)));
	const { after } = lifeAt(traffic.clears, seq);
	const from = Math.max(0, Math.min(here - ROWS / 2, count - ROWS));
	const rows = Array.from({ length: Math.min(ROWS, count) }, (_, offset) => traffic.numbered(numberAt(from + offset)));
	const press = (event: KeyboardEvent) => {
		const packet = traffic.numbered(numberAt(here));
		if (packet === null || event.altKey || event.ctrlKey || event.metaKey) return;
		const to = target(event.key, traffic, packet.number, numbers);
		if (event.key === "Enter" || event.key === " ") select(packet.packet);
		else if (to !== null) setActive(to);
		else if (!event.key.startsWith("Arrow")) return;
		event.preventDefault();
		event.stopPropagation();
	};
	return (
		<table
			className="packet-grid"
			// biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid is a table that the keyboard walks through [ARIA, grid pattern]
			role="grid"
			aria-label="Packets"
			aria-rowcount={count}
			aria-colcount={3}
			aria-activedescendant={count === 0 ? undefined : `${id}-${numberAt(here)}`}
			tabIndex={0}
			onKeyDown={press}
			onFocus={() => setActive(numberAt(here))}
			onBlur={() => setActive(null)}
		>
			<tbody>
				{rows.map((packet, offset) =>
					packet === null ? null : (
						<tr
							key={packet.number}
							id={`${id}-${packet.number}`}
							aria-rowindex={from + offset + 1}
							aria-selected={packet.packet === selected}
						>
							<td>{nameOf(packet)}</td>
							<td>{routeOf(packet)}</td>
							<td>
								{packet.left.seq > seq ? "happened after this moment, " : packet.left.seq <= after ? "before the room was cleared, " : ""}
								{timesOf(packet, packet.left.seq > seq ? traffic.upTo : seq)}
							</td>
						</tr>
					),
				)}
			</tbody>
		</table>
	);
}

/** The index of the last one that had left at the moment that is shown, or else of the first. */
function lastSent(
	traffic: Traffic,
	{ numberAt, count, seq }: { readonly numberAt: (index: number) => number; readonly count: number; readonly seq: number },
): number {
	return Math.max(0, countWhile(count, (index) => (traffic.numbered(numberAt(index))?.left.seq ?? 0) <= seq) - 1);
}

/** Where a key goes from this packet; null: nowhere. */
function target(key: string, traffic: Traffic, number: number, numbers: readonly number[] | null): number | null {
	const packet = traffic.numbered(number);
	if (packet === null) return null;
	const isListed = (one: number | null | undefined) => one != null && (numbers === null || numbers[before(numbers, one)] === one);
	if (key === "ArrowDown") return isListed(packet.answeredBy?.number) ? (packet.answeredBy?.number ?? null) : null;
	if (key === "ArrowUp") return isListed(packet.answers) ? packet.answers : null;
	const by = key === "ArrowRight" ? 1 : key === "ArrowLeft" ? -1 : 0;
	if (by === 0) return null;
	for (let next = number + by; ; next += by) {
		const other = traffic.numbered(next);
		if (other === null) return null;
		if (other.clientId === packet.clientId && isListed(next)) return next;
	}
}

/** The index of the first of them that is not smaller. */
function before(numbers: readonly number[], number: number): number {
	return countWhile(numbers.length, (index) => (numbers[index] ?? 0) < number);
}
