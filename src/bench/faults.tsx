import { useStore } from "zustand";
import { Segmented } from "#kit/segmented.tsx";
import type { NextAck } from "#lab/unsent.ts";
import { connectionOf } from "#script/client-phase.ts";
import { usePlayground, useWorld } from "#script/playground.ts";
import type { Step } from "#script/step.ts";
import { Marked } from "#words/marked.tsx";
import { NEXT_ACKS, WIRE_DELAYS, WIRE_DELAYS_SAY } from "./faults-text.ts";
import type { OwnClient } from "./use-client.ts";
import "./client.css";
import "./faults.css";

const OFFLINE = "Connect first";

/** What can be made to go wrong for this client alone: how slow its wire is, and whether it acknowledges. */
export function Faults({ own }: { own: OwnClient }) {
	const { clientId, phase, act } = own;
	const ownDelayMs = useWorld((world) => world.connections[connectionOf(world, clientId) ?? ""]?.ownDelayMs);
	const armed = useStore(usePlayground().lab, (state) => state.nextAcks[clientId]);
	const slow = (to: string) => act({ do: "wire-delay", client: clientId, delayMs: to === "room" ? null : Number(to) });
	return (
		<div className="faults">
			<span className="legend">This wire alone</span>
			<Segmented
				label="Delay of this wire alone"
				choices={WIRE_DELAYS}
				value={ownDelayMs === undefined ? "room" : String(ownDelayMs)}
				onChange={slow}
				size="small"
				compact
				disabled={phase.plugged ? undefined : OFFLINE}
			/>
			<p className="client-hint">
				<Marked>{WIRE_DELAYS_SAY}</Marked>
			</p>
			<span className="legend">
				<Marked>The next message</Marked>
			</span>
			<Segmented
				label="The next message"
				choices={NEXT_ACKS}
				value={armed ?? "sent"}
				onChange={(next) => act(stepOf(clientId, next))}
				size="small"
				compact
				disabled={phase.online ? undefined : OFFLINE}
			/>
			<ul className="client-hint">
				{NEXT_ACKS.map(({ value, label, does }) => (
					<li key={value}>
						<b>{label}</b>: <Marked>{does}</Marked>
					</li>
				))}
			</ul>
		</div>
	);
}

function stepOf(client: string, next: NextAck): Step {
	return { do: next === "sent" ? "acknowledge" : next, client };
}
