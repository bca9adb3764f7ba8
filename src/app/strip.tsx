import { lazy, type ReactNode, Suspense, useCallback, useState } from "react";
import { useDoor } from "#door/use-door.ts";
import { NARROW, PHONE, useMedia } from "#kit/media.ts";
import { useBackCloses } from "#kit/use-back-closes.ts";
import { Ledger, LedgerEquation } from "#ledger/ledger.tsx";
import { Log } from "#log/log.tsx";
import { Word } from "#words/word.tsx";
import "./strip.css";

export type StripTab = "log" | "ledger" | "door";

/** byTab: chosen by a tab, which keeps the focus. */
type Left = { readonly shown: "log" | "door"; readonly byTab: boolean };

/** Only once somebody has stood at the door. */
const DoorList = lazy(async () => ({ default: (await import("#door/door-list.tsx")).DoorList }));
const PanelTabs = lazy(async () => ({ default: (await import("#kit/panel-tabs.tsx")).PanelTabs<"log" | "door"> }));

/** Log and ledger: side by side on a desk, as tabs on a narrow screen, on a phone folded down to the ledger's equation. Beside the log, the clients that stood at the door. */
export function Strip({ tab, setTab }: { tab: StripTab | null; setTab: (tab: StripTab | null) => void }) {
	const narrow = useMedia(NARROW);
	const phone = useMedia(PHONE);
	const [left, setLeft] = useState<Left>({ shown: "log", byTab: false });
	const { visitors } = useDoor();
	const atDoor = visitors.length;
	const show = useCallback(
		(which: "log" | "door") => {
			setLeft({ shown: which, byTab: false });
			setTab(which);
			// What had the focus is gone, and the view is drawn only now.
			requestAnimationFrame(() => document.getElementById("log")?.focus({ preventScroll: true }));
		},
		[setTab],
	);
	const showDoor = useCallback(() => show("door"), [show]);
	const onEmpty = useCallback(() => show("log"), [show]);
	useBackCloses(phone && tab !== null, () => setTab(null));
	if (!narrow)
		return (
			<div className="strip">
				<LeftPlace
					shown={atDoor === 0 ? "log" : left.shown}
					heading={
						atDoor === 0 ? <LogHead /> : <LeftTabs left={left} atDoor={atDoor} onChoose={(shown) => setLeft({ shown, byTab: true })} />
					}
					showDoor={showDoor}
					onEmpty={onEmpty}
				/>
				<LedgerPlace />
			</div>
		);
	const shown = (tab === "door" && atDoor === 0 ? "log" : tab) ?? (phone ? null : "ledger");
	const tabs = [["log", "Log"], ...(atDoor === 0 ? [] : [["door", `Door ${atDoor}`] as const]), ["ledger", "Ledger"]] as const;
	return (
		<div className="strip-tabbed">
			<div className="strip-tabs">
				{tabs.map(([name, word]) => (
					<button
						key={name}
						type="button"
						aria-expanded={shown === name}
						aria-controls={shown !== name ? undefined : name === "ledger" ? "ledger" : "log"}
						onClick={() => setTab(phone && shown === name ? null : name)}
					>
						{word}
					</button>
				))}
			</div>
			{(shown === "log" || shown === "door") && (
				<LeftPlace shown={shown} heading={shown === "log" ? <LogHead /> : <h2>Door</h2>} showDoor={showDoor} onEmpty={onEmpty} />
			)}
			{shown === "ledger" && <LedgerPlace />}
			{shown === null && (
				<div className="strip-sum">
					<LedgerEquation />
				</div>
			)}
		</div>
	);
}

function LeftTabs({ left, atDoor, onChoose }: { left: Left; atDoor: number; onChoose: (which: "log" | "door") => void }) {
	const tabs = [
		{ name: "log", word: "Log" },
		{ name: "door", word: "Door", count: atDoor },
	] as const;
	return (
		<Suspense fallback={<h2>Log</h2>}>
			<PanelTabs label="Log and door" tabs={tabs} chosen={left.shown} controls="log" onChoose={onChoose} takesFocus={left.byTab} />
		</Suspense>
	);
}

function LogHead() {
	return (
		<h2>
			<Word of="log">Log</Word>
		</h2>
	);
}

type LeftPlaceProps = { shown: "log" | "door"; heading: ReactNode; showDoor: () => void; onEmpty: () => void };

function LeftPlace({ shown, heading, showDoor, onEmpty }: LeftPlaceProps) {
	return (
		<div className="strip-log" id="log" tabIndex={-1}>
			{shown === "log" ? (
				<Log heading={heading} showDoor={showDoor} />
			) : (
				<Suspense fallback={null}>
					<DoorList heading={heading} onEmpty={onEmpty} />
				</Suspense>
			)}
		</div>
	);
}

function LedgerPlace() {
	return (
		<div className="strip-ledger" id="ledger" tabIndex={-1}>
			<Ledger />
		</div>
	);
}
