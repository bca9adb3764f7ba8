import { type ReactNode, Suspense, useEffect, useRef, useState } from "react";
import { useStore } from "zustand";
import { AddClient } from "#bench/add-client.tsx";
import { ClientCard } from "#bench/client-card.tsx";
import { isBench } from "#contract/bench.ts";
import { Button } from "#kit/button.tsx";
import type { CardForm } from "#kit/card-form.ts";
import { IconButton } from "#kit/icon-button.tsx";
import { late } from "#kit/late.tsx";
import { askedBack } from "#script/acting-back.ts";
import { usePlayground, useReviewing } from "#script/playground.ts";
import { Stage } from "#stage/stage.tsx";
import { Transport } from "#transport/transport.tsx";
import { ToWords } from "#words/to-words.tsx";
import { CopyLink } from "./copy-link.tsx";
import { storageOf } from "./storages.ts";
import { Strip } from "./strip.tsx";
import { TestsMenu } from "./tests-menu.tsx";
import { TopBar } from "./top-bar.tsx";
import { useFollowing } from "./use-following.ts";
import { useKeysHere } from "./use-keys-here.tsx";
import { useLate } from "./use-late.ts";
import { usePanels } from "./use-panels.ts";
import "./skip.css";
import "./line-lost.css";
import "./lab-screen.css";

/** Only once a script is laid out. */
const ScriptPanel = late(async () => (await import("#bench/script-panel.tsx")).ScriptPanel);
const QuestionEnd = late(async () => (await import("#questions/question-end.tsx")).QuestionEnd);
const Compare = late(async () => (await import("./compare.tsx")).Compare);
const BenchBar = late(async () => (await import("./bench-bar.tsx")).BenchBar);
const loadSettings = async () => (await import("#settings/settings-sheet.tsx")).SettingsSheet;

/** Stage and bench do not know each other: they meet here. */
function drawCard(clientId: string, form: CardForm) {
	return <ClientCard clientId={clientId} form={form} />;
}

function CompareButton({ onClick }: { onClick: () => void }) {
	return (
		<Button size="small" onClick={onClick}>
			Side by side
		</Button>
	);
}

/** recorded: a recording, and not a room: when it was saved, and what draws a client with which nothing can be done. */
type LabProps = {
	room: string;
	lost: string | null;
	recorded?: { readonly saved: string; readonly card: typeof drawCard } | null | undefined;
};

/** Stage, transport, log and ledger of a room, and the strip of the script that is loaded. */
export function LabScreen({ room, lost, recorded = null }: LabProps) {
	const { room: store, script } = usePlayground();
	const hasScript = useStore(script, (state) => state.script !== null);
	const ended = useStore(script, (now) => (now.state === "done" && now.script?.role.kind === "question" ? now.script.role.question : null));
	const [settingsShown, setSettingsShown] = useState(false);
	const [comparing, setComparing] = useState(false);
	const [SettingsSheet, askForSettings] = useLate(loadSettings, () => setSettingsShown(false));
	const panels = usePanels();
	const reviewing = useReviewing();
	const asked = useAskedBack();
	const leads = useStore(store, (state) => state.class?.you.role === "host");
	const onBench = useStore(store, (state) => state.class !== null && isBench(state.room));
	const trainer = useTrainer(leads && !onBench);
	const StageHere = trainer?.LedStage ?? Stage;
	const panel = panels.phone && panels.one !== null;
	// Only here is said that the past is shown, and how to come back.
	useEffect(() => () => store.seek("live"), [store]);
	const showSettings = () => {
		askForSettings();
		setSettingsShown(true);
	};
	const keys = useKeysHere("lab", panels.show);
	const stage = useRef<HTMLDivElement>(null);
	useFollowing(stage);
	const tools = (
		<Button size="small" icon="gear" aria-haspopup="dialog" onClick={showSettings}>
			Settings
		</Button>
	);
	return (
		<div className="lab-screen" data-reviewing={reviewing} data-high={panels.high} data-panel={panel}>
			<title>{`${recorded === null ? "" : "Recording of "}${room.toUpperCase()} · Slow Wire`}</title>
			<a className="skip" href="#stage">
				Skip to the stage
			</a>
			<ToWords />
			<TopBar room={room} screen="lab" recording={recorded?.saved}>
				{panel ? (
					<Button onClick={panels.close}>To the stage</Button>
				) : (
					<>
						{recorded === null && <TestsMenu showSettings={showSettings} />}
						{recorded === null && <CopyLink />}
						<IconButton className="lab-screen-keys" label="All keys, legend" icon="keyboard" onClick={keys.showKeys} />
					</>
				)}
			</TopBar>
			<div className="lab-screen-script">
				{lost !== null && (
					<p className="line-lost" role="alert">
						{lost} Until then this is what it was, not what it is.
					</p>
				)}
				{trainer !== null && <trainer.TrainerBar />}
				{onBench && (
					<Suspense fallback={null}>
						<BenchBar />
					</Suspense>
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
				<StageHere
					card={recorded?.card ?? drawCard}
					addClient={recorded === null ? <AddClient /> : null}
					tools={recorded === null ? tools : null}
				/>
			</div>
			<div className="lab-screen-transport" data-spared>
				<Transport />
			</div>
			<Strip panels={panels} tapeTools={<CompareButton onClick={() => setComparing(true)} />} />
			{comparing && (
				<Suspense fallback={null}>
					<Compare onClose={() => setComparing(false)} />
				</Suspense>
			)}
			{SettingsSheet !== null && <SettingsSheet open={settingsShown} onClose={() => setSettingsShown(false)} />}
			{keys.dialog}
			{asked}
		</div>
	);
}

/** What only whoever leads a class has; null: this page does not, or it is not loaded yet. */
function useTrainer(leads: boolean) {
	const [trainer, load] = useLate(() => import("./trainer-part.tsx"), nothing);
	// biome-ignore lint/correctness/useExhaustiveDependencies: loaded once it is known that the page leads
	useEffect(() => {
		if (leads) load();
	}, [leads]);
	return leads ? trainer : null;
}

const nothing = () => {};
const nothingAsked = () => askedBack.setState({ asks: null });

/** What is asked of somebody who wants to act in the past: see refusedBack(). */
function useAskedBack(): ReactNode {
	const { room } = usePlayground();
	const about = useStore(askedBack, ({ asks }) => (asks?.room === room ? asks.about : null));
	const [BackDialog, load] = useLate(async () => (await import("./back-dialog.tsx")).BackDialog, nothingAsked);
	// biome-ignore lint/correctness/useExhaustiveDependencies: loaded when it is first asked
	useEffect(() => {
		if (about !== null) load();
	}, [about]);
	// Whoever leaves this screen does not answer any more.
	useEffect(() => nothingAsked, []);
	return BackDialog !== null && <BackDialog about={about} />;
}
