import { useState } from "react";
import { useStore } from "zustand";
import type { ClassTask } from "#contract/class.ts";
import { LIMITS } from "#contract/limits.ts";
import { seatClient } from "#contract/seat-client.ts";
import { Button } from "#kit/button.tsx";
import { Field } from "#kit/field.tsx";
import type { ClientSetup, LabClient } from "#lab/setup.ts";
import { type PhaseText, usePhase } from "#script/phase-text.ts";
import { useLabClients, usePlayground, useWorld } from "#script/playground.ts";
import type { Step } from "#script/step.ts";
import { type Jack, jackOf, leaveReason } from "./jack.ts";
import { CLASS_FILTER } from "./lay-out-seat.ts";
import { SeatBoxSection } from "./seat-box-section.tsx";
import { SeatClean } from "./seat-clean.tsx";
import { SeatEnded } from "./seat-ended.tsx";
import { SeatInbox } from "./seat-inbox.tsx";
import { SeatJack } from "./seat-jack.tsx";
import { SeatName } from "./seat-name.tsx";
import { SeatOther } from "./seat-other.tsx";
import { SeatSent } from "./seat-sent.tsx";
import { SeatSilence } from "./seat-silence.tsx";
import { useElsewhere } from "./use-elsewhere.ts";
import type { OwnSeat } from "./use-seat.ts";
import "./seat-client.css";

/** The one client that the phone is now. Until the lab has it, there is nothing to press. */
export function SeatClient({ own }: { own: OwnSeat }) {
	const which = own.told.task?.client ?? "sub";
	const lab = useLabClients()[seatClient(own.seat, which)];
	return lab === undefined ? null : <Client key={which} own={own} which={which} lab={lab} />;
}

type ClientProps = { own: OwnSeat; which: ClassTask["client"]; lab: LabClient };

function Client({ own, which, lab: { setup } }: ClientProps) {
	const { clientId } = setup;
	const lobby = own.told.stage === "lobby";
	const { busy, act } = useActing();
	const elsewhere = useElsewhere(clientId);
	const phase = usePhase(clientId);
	const subscribed = useWorld((world) => world.sessions[clientId]?.subscriptions[CLASS_FILTER] !== undefined);
	const asking = useStore(usePlayground().lab, ({ links }) => (links[clientId]?.unanswered ?? 0) > 0);
	const { hands } = own;
	const frozen = own.told.frozen && own.lost === null;
	const jack = jackOf({
		client: clientId,
		which,
		phase,
		busy,
		subscribed,
		asking,
		elsewhere,
		publish: setup.publish,
		lobby,
		hands,
		frozen,
	});
	// Before the first CONNECT there is one thing to press.
	const first = useWorld((world) => world.clients[clientId] === undefined) && lobby;
	return (
		<>
			{lobby && (
				<section className="seat-client-section">
					<h2>
						Your name <span>optional</span>
					</h2>
					<SeatName own={own} />
				</section>
			)}
			<SeatEnded clientId={clientId} told={own.told} />
			<SeatJack jack={jack} onPress={act} />
			{!first && (
				<Controls
					own={own}
					which={which}
					setup={setup}
					phase={phase}
					jack={jack}
					elsewhere={elsewhere}
					leaving={which === "sub" && subscribed}
					act={act}
				/>
			)}
			<SeatOther own={own} which={which} act={act} />
			{!first &&
				(which === "pub" ? <SentAndGot clientId={clientId} other={seatClient(own.seat, "sub")} /> : <SeatInbox clientId={clientId} />)}
			<SeatSilence setup={setup} open={lobby} />
			<SeatBoxSection clientId={clientId} nextClean={setup.cleanSession} />
		</>
	);
}

/** A phone that publishes, and what its other client gets of it and of everybody else, once that client has been there. */
function SentAndGot({ clientId, other }: { clientId: string; other: string }) {
	const hasSub = useWorld((world) => world.clients[other] !== undefined);
	return (
		<>
			<SeatSent clientId={clientId} />
			{hasSub && <SeatInbox clientId={other} title={`Received by ${other}`} />}
		</>
	);
}

type ControlsProps = Pick<ClientProps, "own" | "which"> & {
	setup: ClientSetup;
	phase: PhaseText;
	jack: Jack;
	elsewhere: boolean;
	/** The one big verb is to leave. */
	leaving: boolean;
	act: (step: Step) => void;
};

/** What is below the one big verb. */
function Controls({ own: { hands }, which, setup, phase, jack, elsewhere, leaving, act }: ControlsProps) {
	const client = setup.clientId;
	const cannotLeave = leaveReason(phase, hands, elsewhere);
	const set = (changes: Partial<Omit<ClientSetup, "clientId">>) => act({ do: "set", client, setup: changes });
	return (
		<div className="seat-client-controls">
			{which === "pub" && (
				<Field
					label="Payload of the next PUBLISH"
					value={setup.publish.payload}
					maxLength={LIMITS.payloadPreview}
					onChange={(payload) => set({ publish: { ...setup.publish, payload } })}
					onEnter={() => jack.step?.do === "publish" && act(jack.step)}
				/>
			)}
			<div className="seat-client-leave">
				{phase.online && !leaving && (
					<Button icon="unplug" disabled={cannotLeave} onClick={() => act({ do: "disconnect", client })}>
						Disconnect
					</Button>
				)}
				<Button icon="scissors" disabled={cannotLeave} onClick={() => act({ do: "cut", client })}>
					Cut the cable
				</Button>
			</div>
			<SeatClean clean={setup.cleanSession} plugged={phase.plugged} onChange={(cleanSession) => set({ cleanSession })} />
		</div>
	);
}

/** busy: a Connect that was pressed has neither been refused nor gone out yet. */
function useActing() {
	const { perform } = usePlayground();
	const [connecting, setConnecting] = useState(0);
	const act = async (step: Step) => {
		const one = step.do === "connect" ? 1 : 0;
		setConnecting((count) => count + one);
		await perform(step);
		setConnecting((count) => count - one);
	};
	return { busy: connecting > 0, act };
}
