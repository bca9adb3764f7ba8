import { lazy, Suspense, useRef, useState } from "react";
import { useStore } from "zustand";
import { AddClient } from "#bench/add-client.tsx";
import { ClientCard } from "#bench/client-card.tsx";
import { Button } from "#kit/button.tsx";
import type { CardForm } from "#kit/card-form.ts";
import { IconButton } from "#kit/icon-button.tsx";
import { usePlayground } from "#script/playground.ts";
import { Stage } from "#stage/stage.tsx";
import { Transport } from "#transport/transport.tsx";
import { ToWords } from "#words/to-words.tsx";
import { CopyLink } from "./copy-link.tsx";
import { storageOf } from "./storages.ts";
import { Strip, type StripTab } from "./strip.tsx";
import { TestsMenu } from "./tests-menu.tsx";
import { TopBar } from "./top-bar.tsx";
import { useFollowing } from "./use-following.ts";
import { useKeysHere } from "./use-keys-here.tsx";
import { useLate } from "./use-late.ts";
import "./skip.css";
import "./line-lost.css";
import "./lab-screen.css";

/** Only once a script is laid out. */
const ScriptPanel = lazy(async () => ({ default: (await import("#bench/script-panel.tsx")).ScriptPanel }));
const QuestionEnd = lazy(async () => ({ default: (await import("#questions/question-end.tsx")).QuestionEnd }));
const loadSettings = async () => (await import("#settings/settings-sheet.tsx")).SettingsSheet;

/** Stage and bench do not know each other: they meet here. */
function drawCard(clientId: string, form: CardForm) {
	return <ClientCard clientId={clientId} form={form} />;
}

/** Stage, transport, log and ledger of a room, and the strip of the script that is loaded. */
export function LabScreen({ room, lost }: { room: string; lost: string | null }) {
	const { room: store, script } = usePlayground();
	const { notice } = store;
	const hasScript = useStore(script, (state) => state.script !== null);
	const ended = useStore(script, (now) => (now.state === "done" && now.script?.role.kind === "question" ? now.script.role.question : null));
	const [settingsShown, setSettingsShown] = useState(false);
	const unreachable = () => notice("That part of the page could not be loaded. Is the host still there?");
	const [SettingsSheet, askForSettings] = useLate(loadSettings, unreachable);
	const [tab, setTab] = useState<StripTab | null>(null);
	const showLedger = () => {
		setTab("ledger");
		// on a narrow screen the view is drawn only now
		requestAnimationFrame(() => document.getElementById("ledger")?.focus());
	};
	const showSettings = () => {
		askForSettings();
		setSettingsShown(true);
	};
	const keys = useKeysHere("lab", showLedger);
	const stage = useRef<HTMLDivElement>(null);
	useFollowing(stage);
	const tools = (
		<Button size="small" icon="gear" aria-haspopup="dialog" onClick={showSettings}>
			Settings
		</Button>
	);
	return (
		<div className="lab-screen">
			<title>{`${room.toUpperCase()} · Slow Wire`}</title>
			<a className="skip" href="#stage">
				Skip to the stage
			</a>
			<ToWords />
			<TopBar room={room} screen="lab">
				<TestsMenu showSettings={showSettings} />
				<CopyLink />
				<IconButton className="lab-screen-keys" label="All keys, legend" icon="keyboard" onClick={keys.showKeys} />
			</TopBar>
			<div className="lab-screen-script">
				{lost !== null && (
					<p className="line-lost" role="alert">
						{lost} Until then this is what it was, not what it is.
					</p>
				)}
				{hasScript && (
					<Suspense fallback={null}>
						<ScriptPanel />
					</Suspense>
				)}
				{ended !== null && (
					<Suspense fallback={null}>
						<QuestionEnd room={room} question={ended} storage={storageOf("localStorage")} />
					</Suspense>
				)}
			</div>
			<div ref={stage} className="lab-screen-stage" id="stage" tabIndex={-1}>
				<Stage card={drawCard} addClient={<AddClient />} tools={tools} />
			</div>
			<div className="lab-screen-transport" data-spared>
				<Transport />
			</div>
			<Strip tab={tab} setTab={setTab} />
			{SettingsSheet !== null && <SettingsSheet open={settingsShown} onClose={() => setSettingsShown(false)} />}
			{keys.dialog}
		</div>
	);
}
