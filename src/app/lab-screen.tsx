import { useState } from "react";
import { useStore } from "zustand";
import { AddClient } from "#bench/add-client.tsx";
import { type CardForm, ClientCard } from "#bench/client-card.tsx";
import { ScriptPanel } from "#bench/script-panel.tsx";
import { MotionRoot } from "#kit/motion.tsx";
import { PlaygroundContext, usePlayground } from "#script/playground.ts";
import { Stage } from "#stage/stage.tsx";
import { Transport } from "#transport/transport.tsx";
import { FullPage } from "./full-page.tsx";
import { KeysDialog, keepKeysOn, readKeysOn } from "./keys-dialog.tsx";
import { Strip, type StripTab } from "./strip.tsx";
import { TopBar } from "./top-bar.tsx";
import { useKeys } from "./use-keys.ts";
import { useVisit } from "./visits.ts";
import "./lab.css";

/** Stage and bench do not know each other: here they meet. */
function drawCard(clientId: string, form: CardForm) {
	return <ClientCard clientId={clientId} form={form} />;
}

/** The room that the address names. */
export function LabScreen() {
	const open = useVisit((visit) => visit.open);
	if (open === null) return null;
	return (
		<PlaygroundContext value={open.playground}>
			<MotionRoot>
				<Room key={open.room} room={open.room} />
			</MotionRoot>
		</PlaygroundContext>
	);
}

function Room({ room }: { room: string }) {
	const link = useStore(usePlayground().room, (state) => state.link);
	if (link.state === "refused") return <FullPage title={`Room ${room.toUpperCase()} cannot be opened`} says={link.says} />;
	return <Lab room={room} lost={link.state === "lost"} />;
}

function Lab({ room, lost }: { room: string; lost: boolean }) {
	const [keysShown, setKeysShown] = useState(false);
	const [keysOn, setKeysOn] = useState(readKeysOn);
	const [tab, setTab] = useState<StripTab | null>(null);
	const showLedger = () => {
		setTab("ledger");
		// on a narrow screen it is drawn only now
		requestAnimationFrame(() => document.getElementById("ledger")?.focus());
	};
	useKeys(keysOn, { keys: () => setKeysShown(true), ledger: showLedger });
	return (
		<div className="lab">
			<title>{`${room.toUpperCase()} · Slow Wire`}</title>
			<a className="skip" href="#stage">
				Skip to the stage
			</a>
			<TopBar room={room} showKeys={() => setKeysShown(true)} />
			<div className="lab-script">
				{lost && (
					<p className="lab-lost" role="alert">
						The line to the room is down; trying again. Until then this is what it was, not what it is.
					</p>
				)}
				<ScriptPanel />
			</div>
			<div className="lab-stage" id="stage" tabIndex={-1}>
				<Stage card={drawCard} addClient={<AddClient />} />
			</div>
			<div className="lab-transport">
				<Transport />
			</div>
			<Strip tab={tab} setTab={setTab} />
			<KeysDialog
				open={keysShown}
				onClose={() => setKeysShown(false)}
				on={keysOn}
				onSwitch={(on) => {
					setKeysOn(on);
					keepKeysOn(on);
				}}
			/>
		</div>
	);
}
