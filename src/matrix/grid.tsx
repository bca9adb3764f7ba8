import { type KeyboardEvent, useCallback, useRef, useState } from "react";
import { useStore } from "zustand";
import { Icon } from "#kit/icon.tsx";
import { Puck } from "#kit/puck.tsx";
import type { QoS } from "#mqtt/packet.ts";
import { type Combination, combinationsOf, keyOf } from "#trial/combination.ts";
import { CellButton } from "./cell-button.tsx";
import { moveFrom } from "./move.ts";
import type { MatrixStore } from "./run-matrix.ts";
import "./grid.css";

const QOS: readonly QoS[] = [0, 1, 2];
const BLOCKS = [
	{ retain: false, cleanSession: true },
	{ retain: false, cleanSession: false },
	{ retain: true, cleanSession: true },
	{ retain: true, cleanSession: false },
] as const;
type BlockOf = (typeof BLOCKS)[number];

/**
 * Four blocks, RETAIN down and clean_session across; in each block the publish QoS down and the subscribe QoS across. Arrow keys cross from
 * one block to the next.
 */
export function Grid({ matrix, seed }: { matrix: MatrixStore; seed: boolean }) {
	const field = useRef<HTMLDivElement>(null);
	const [at, setAt] = useState<Combination | null>(null);
	const onKey = useCallback((combination: Combination, event: KeyboardEvent) => {
		const target = moveFrom(combination, event.key);
		if (target === null) return;
		event.preventDefault();
		field.current?.querySelector<HTMLElement>(`[data-cell="${keyOf(target)}"]`)?.focus();
	}, []);
	return (
		<div ref={field} className="grid" data-seed={seed}>
			<p className="grid-column" data-clean="true" aria-hidden="true">
				clean_session = true<small>ends with the connection</small>
			</p>
			<p className="grid-column" data-clean="false" aria-hidden="true">
				clean_session = false<small>kept while away</small>
			</p>
			<p className="grid-row" data-retain="false" aria-hidden="true">
				Retain off
			</p>
			<p className="grid-row" data-retain="true" aria-hidden="true">
				<Icon n="ribbon" s={20} />
				Retain on
			</p>
			{BLOCKS.map((block) => (
				<Block key={`${block.retain} ${block.cleanSession}`} matrix={matrix} block={block} at={at} onAt={setAt} onKey={onKey} />
			))}
		</div>
	);
}

type BlockProps = {
	matrix: MatrixStore;
	block: BlockOf;
	/** The cell that had the focus last: Tab comes back to it. */
	at: Combination | null;
	onAt: (combination: Combination) => void;
	onKey: (combination: Combination, event: KeyboardEvent) => void;
};

function Block({ matrix, block, at, onAt, onKey }: BlockProps) {
	const filter = useStore(matrix, (state) => state.filter);
	const opened = useStore(matrix, (state) => state.opened);
	const all = combinationsOf(filter).filter((one) => one.retain === block.retain && one.cleanSession === block.cleanSession);
	const stop = keyOf({ ...(at ?? opened ?? (combinationsOf(filter)[0] as Combination)), filter });
	return (
		<table className="grid-block" data-retain={block.retain} data-clean={block.cleanSession}>
			<caption>{`Retain ${block.retain ? "on" : "off"}, clean_session = ${block.cleanSession}`}</caption>
			<thead>
				<tr>
					<td />
					{QOS.map((qos) => (
						<th key={qos} scope="col">
							<Axis side="sub" qos={qos} />
						</th>
					))}
				</tr>
			</thead>
			<tbody>
				{QOS.map((qos) => (
					<tr key={qos}>
						<th scope="row">
							<Axis side="pub" qos={qos} />
						</th>
						{all
							.filter((one) => one.publishQos === qos)
							.map((one) => (
								<td key={keyOf(one)}>
									<CellButton matrix={matrix} combination={one} stop={keyOf(one) === stop} onAt={onAt} onKey={onKey} />
								</td>
							))}
					</tr>
				))}
			</tbody>
		</table>
	);
}

function Axis({ side, qos }: { side: "sub" | "pub"; qos: QoS }) {
	return (
		<span className="grid-axis">
			{side} <Puck qos={qos} fate="outline" h={13} /> {qos}
		</span>
	);
}
