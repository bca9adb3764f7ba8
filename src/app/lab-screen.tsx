import { lazy, Suspense, useState } from "react";
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
import { keepKeysOn, readKeysOn } from "./keys-kept.ts";
import { Strip, type StripTab } from "./strip.tsx";
import { TestsMenu } from "./tests-menu.tsx";
import { TopBar } from "./top-bar.tsx";
import { useKeys } from "./use-keys.ts";
import { useLate } from "./use-late.ts";
import "./skip.css";
import "./line-lost.css";
import "./lab-screen.css";

/** Only once a script is laid out. */
const ScriptPanel = lazy(async () => ({ default: (await import("#bench/script-panel.tsx")).ScriptPanel }));
const loadKeys = async () => (await import("./keys-dialog.tsx")).KeysDialog;
const loadSettings = async () => (await import("#settings/settings-sheet.tsx")).SettingsSheet;

/** Stage and bench do not know each other: they meet here. */
function drawCard(clientId: string, form: CardForm) {
	return <ClientCard clientId={clientId} form={form} />;
}

/** Stage, transport, log and ledger of a room, and the strip of the script that is loaded. */
export function LabScreen({ room, lost }: { room: string; lost: boolean }) {
	const { room: store, script } = usePlayground();
	const { notice } = store;
	const hasScript = useStore(script, (state) => state.script !== null);
	const [shown, setShown] = useState<"keys" | "settings" | null>(null);
	const unreachable = () => notice("That part of the page could not be loaded. Is the host still there?");
	const [KeysDialog, askForKeys] = useLate(loadKeys, unreachable);
	const [SettingsSheet, askForSettings] = useLate(loadSettings, unreachable);
	const [keysOn, setKeysOn] = useState(readKeysOn);
	const [tab, setTab] = useState<StripTab | null>(null);
	const showLedger = () => {
		setTab("ledger");
		// on a narrow screen the view is drawn only now
		requestAnimationFrame(() => document.getElementById("ledger")?.focus());
	};
	const showKeys = () => {
		askForKeys();
		setShown("keys");
	};
	const showSettings = () => {
		askForSettings();
		setShown("settings");
	};
	useKeys(keysOn, { keys: showKeys, ledger: showLedger });
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
				<IconButton className="lab-screen-keys" label="All keys" icon="keyboard" onClick={showKeys} />
			</TopBar>
			<div className="lab-screen-script">
				{lost && (
					<p className="line-lost" role="alert">
						The line to the room is down; trying again. Until then this is what it was, not what it is.
					</p>
				)}
				{hasScript && (
					<Suspense fallback={null}>
						<ScriptPanel />
					</Suspense>
				)}
			</div>
			<div className="lab-screen-stage" id="stage" tabIndex={-1}>
				<Stage card={drawCard} addClient={<AddClient />} tools={tools} />
			</div>
			<div className="lab-screen-transport">
				<Transport />
			</div>
			<Strip tab={tab} setTab={setTab} />
			{SettingsSheet !== null && <SettingsSheet open={shown === "settings"} onClose={() => setShown(null)} />}
			{KeysDialog !== null && (
				<KeysDialog
					open={shown === "keys"}
					onClose={() => setShown(null)}
					on={keysOn}
					onSwitch={(on) => {
						setKeysOn(on);
						keepKeysOn(on);
					}}
				/>
			)}
		</div>
	);
}
