import { type ReactNode, Suspense } from "react";
import { useDoor } from "#door/use-door.ts";
import { late } from "#kit/late.tsx";
import { PanelTabs } from "#kit/panel-tabs.tsx";
import { Ledger, LedgerEquation } from "#ledger/ledger.tsx";
import { Log } from "#log/log.tsx";
import { isRight, type LeftTab, type Panels, placeOf, type RightTab, type StripTab } from "./use-panels.ts";
import "./strip.css";

/** Only once somebody has stood at the door, or asks to see packets. */
const DoorList = late(async () => (await import("#door/door-list.tsx")).DoorList);
const Tape = late(async () => (await import("#tape/tape.tsx")).Tape);
const PacketPanel = late(async () => (await import("#inspector/packet-panel.tsx")).PacketPanel);
const Exchange = late(async () => (await import("#exchange/exchange.tsx")).Exchange);

const WORDS = { tape: "Tape", log: "Log", door: "Door", ledger: "Ledger", packet: "Packet", exchange: "Exchange" } as const;
const RIGHT: readonly RightTab[] = ["ledger", "packet", "exchange"];

/**
 * Tape, log and door at the left, ledger, packet and exchange at the right, on a wide screen with the ledger between them; all of them as tabs
 * on a narrow screen, on a phone over the whole of it, or folded down to the ledger's equation. tapeTools: what can be done with the tape here.
 */
export function Strip({ panels, tapeTools }: { panels: Panels; tapeTools: ReactNode }) {
	const { narrow, show } = panels;
	const atDoor = useDoor().visitors.length;
	const lefts: readonly LeftTab[] = atDoor === 0 ? ["tape", "log"] : ["tape", "log", "door"];
	const left = {
		showDoor: () => show("door"),
		onEmpty: () => show("log"),
		tapeTools,
	};
	return narrow ? (
		<TabbedStrip panels={panels} lefts={lefts} left={left} atDoor={atDoor} />
	) : (
		<WideStrip panels={panels} lefts={lefts} left={left} atDoor={atDoor} />
	);
}

type StripProps = {
	panels: Panels;
	lefts: readonly LeftTab[];
	left: { showDoor: () => void; onEmpty: () => void; tapeTools: ReactNode };
	atDoor: number;
};

function WideStrip({ panels, lefts, left, atDoor }: StripProps) {
	const { choose, wide, high } = panels;
	const shown = lefts.includes(panels.left.shown) ? panels.left.shown : "log";
	const rights = wide ? RIGHT.slice(1) : RIGHT;
	const right = rights.includes(panels.right.shown) ? panels.right.shown : (rights[0] ?? "ledger");
	const heading = (
		<PanelTabs
			key={shown}
			label="Tape, log and door"
			tabs={lefts.map((name) => ({ name, word: WORDS[name], ...(name === "door" ? { count: atDoor } : {}) }))}
			chosen={shown}
			controls="log"
			onChoose={choose}
			takesFocus={panels.left.byTab}
		/>
	);
	const rightHeading = (
		<PanelTabs
			key={right}
			label={wide ? "Packet and exchange" : "Ledger, packet and exchange"}
			tabs={rights.map((name) => ({ name, word: WORDS[name] }))}
			chosen={right}
			controls={placeOf(right, wide)}
			onChoose={choose}
			takesFocus={panels.right.byTab}
		/>
	);
	return (
		<div className="strip" data-high={high}>
			<LeftPlace shown={shown} heading={heading} {...left} />
			{wide && <RightPlace shown="ledger" heading={<h2>{WORDS.ledger}</h2>} id="ledger" />}
			<RightPlace shown={right} heading={rightHeading} id={placeOf(right, wide)} />
		</div>
	);
}

function TabbedStrip({ panels, lefts, left, atDoor }: StripProps) {
	const { phone, choose, close } = panels;
	const asked = panels.one === "door" && atDoor === 0 ? "log" : panels.one;
	const shown = asked ?? (phone ? null : "ledger");
	return (
		<div className="strip-tabbed" data-open={phone && shown !== null}>
			<div className="strip-tabs">
				{[...lefts, ...RIGHT].map((name) => (
					<button
						key={name}
						type="button"
						aria-expanded={shown === name}
						aria-controls={shown !== name ? undefined : placeOf(name, false)}
						onClick={() => (phone && shown === name ? close() : choose(name))}
					>
						{name === "door" ? `Door ${atDoor}` : WORDS[name]}
					</button>
				))}
			</div>
			{shown !== null && <OnePlace shown={shown} left={left} />}
			{shown === null && (
				<div className="strip-sum">
					<LedgerEquation />
				</div>
			)}
		</div>
	);
}

function OnePlace({ shown, left }: { shown: StripTab } & Pick<StripProps, "left">) {
	const heading = <h2>{WORDS[shown]}</h2>;
	return isRight(shown) ? (
		<RightPlace shown={shown} heading={heading} id="ledger" />
	) : (
		<LeftPlace shown={shown} heading={heading} {...left} />
	);
}

type LeftPlaceProps = { shown: LeftTab; heading: ReactNode } & StripProps["left"];

function LeftPlace({ shown, heading, showDoor, onEmpty, tapeTools }: LeftPlaceProps) {
	return (
		<div className="strip-log" id="log" tabIndex={-1}>
			<Suspense fallback={null}>
				{shown === "tape" && <Tape heading={heading} tools={tapeTools} />}
				{shown === "log" && <Log heading={heading} showDoor={showDoor} />}
				{shown === "door" && <DoorList heading={heading} onEmpty={onEmpty} />}
			</Suspense>
		</div>
	);
}

function RightPlace({ shown, heading, id }: { shown: RightTab; heading: ReactNode; id: string }) {
	return (
		<div className="strip-ledger" id={id} tabIndex={-1}>
			<Suspense fallback={null}>
				{shown === "ledger" && <Ledger heading={heading} />}
				{shown === "packet" && <PacketPanel heading={heading} />}
				{shown === "exchange" && <Exchange heading={heading} />}
			</Suspense>
		</div>
	);
}
