import { useCallback, useEffect, useState } from "react";
import { useStore } from "zustand";
import { NARROW, PHONE, useMedia } from "#kit/media.ts";
import { useBackCloses } from "#kit/use-back-closes.ts";
import { usePlayground } from "#script/playground.ts";
import { storageOf } from "./storages.ts";

export type LeftTab = "tape" | "log" | "door";
export type RightTab = "ledger" | "packet" | "exchange";
export type StripTab = LeftTab | RightTab;

/** byTab: chosen by a tab, which keeps the focus. */
type Shown<Tab> = { readonly shown: Tab; readonly byTab: boolean };

/** narrow: one panel at a time. phone: over the whole height, or none. wide: the ledger stands between the two others. */
export type Panels = {
	readonly narrow: boolean;
	readonly phone: boolean;
	readonly wide: boolean;
	readonly left: Shown<LeftTab>;
	readonly right: Shown<RightTab>;
	/** The one panel that is shown where there is room for one; null: none has been asked for. */
	readonly one: StripTab | null;
	/** The tape takes the lower half of the stage too. */
	readonly high: boolean;
	readonly choose: (tab: StripTab) => void;
	/** Opens this panel and goes there. */
	readonly show: (tab: StripTab) => void;
	readonly close: () => void;
};

const WIDE = "(min-width: 1680px)";
/** What closes by Esc. */
const ESCAPES = "dialog[open], :popover-open, [data-escape]";
const KEPT = "slow-wire.left-panel";

export function isRight(tab: StripTab): tab is RightTab {
	return tab === "ledger" || tab === "packet" || tab === "exchange";
}

/** Which panels are shown. What is chosen at the left is kept for as long as this tab: the log, until the tape was opened. */
export function usePanels(): Panels {
	const [narrow, phone, wide] = [useMedia(NARROW), useMedia(PHONE), useMedia(WIDE)];
	const [left, setLeft] = useState<Shown<LeftTab>>(() => ({ shown: readLeft(), byTab: false }));
	const [right, setRight] = useState<Shown<RightTab>>({ shown: "ledger", byTab: false });
	const [one, setOne] = useState<StripTab | null>(null);
	const [high, setHigh] = useState(false);
	const open = useCallback((tab: StripTab, byTab: boolean) => {
		if (isRight(tab)) setRight({ shown: tab, byTab });
		else {
			setLeft({ shown: tab, byTab });
			keepLeft(tab);
		}
		setOne(tab);
	}, []);
	const choose = useCallback((tab: StripTab) => open(tab, true), [open]);
	const isTape = left.shown === "tape";
	const show = useCallback(
		(tab: StripTab) => {
			if (tab === "tape" && isTape && !narrow) setHigh((now) => !now);
			open(tab, false);
			// What had the focus may be gone, and the panel is drawn only now.
			requestAnimationFrame(() => {
				const place = document.getElementById(placeOf(tab, wide));
				place?.focus({ preventScroll: true });
				if (tab === "tape" && place !== null) enterGrid(place);
			});
		},
		[open, isTape, narrow, wide],
	);
	const close = useCallback(() => setOne(null), []);
	useBackCloses(phone && one !== null, close);
	useSelected((tab) => {
		setRight({ shown: tab, byTab: false });
		if (narrow) setOne(tab);
	});
	useEscape(() => {
		setRight({ shown: "ledger", byTab: false });
		if (narrow) setOne((now) => (phone || now === null ? null : "ledger"));
	});
	return { narrow, phone, wide, left, right, one, high: high && isTape && !narrow, choose, show, close };
}

/** The tape loads when it is first opened: its packets take the focus from their place once they are there, so that arrows and Enter go to them. */
function enterGrid(place: HTMLElement): void {
	const enter = () => {
		const grid = place.querySelector<HTMLElement>("[role=grid]");
		if (document.activeElement === place) grid?.focus({ preventScroll: true });
		return grid !== null || document.activeElement !== place;
	};
	if (enter()) return;
	const watch = new MutationObserver(() => enter() && watch.disconnect());
	watch.observe(place, { childList: true, subtree: true });
}

/** The id of the place of a panel. */
export function placeOf(tab: StripTab, wide: boolean): string {
	if (!isRight(tab)) return "log";
	return wide && tab !== "ledger" ? "beside" : "ledger";
}

/** What is selected in any view opens where it is explained: a packet in Packet, a message in Exchange. */
function useSelected(open: (tab: RightTab) => void): void {
	const selection = useStore(usePlayground().room, (state) => state.selection);
	// A field of a packet is looked at where the packet is; a message that is pressed again is meant again.
	const what = selection?.of === "packet" ? selection.packet : selection;
	// biome-ignore lint/correctness/useExhaustiveDependencies: what is shown changes with what is selected, and with nothing else
	useEffect(() => {
		if (selection !== null) open(selection.of === "packet" ? "packet" : "exchange");
	}, [what]);
}

/** Esc lets go of what is selected and goes back to the ledger, unless something that is open closes by it. */
function useEscape(back: () => void): void {
	const { room } = usePlayground();
	useEffect(() => {
		const onKey = (event: KeyboardEvent) => {
			if (event.key !== "Escape" || event.defaultPrevented || document.querySelector(ESCAPES) !== null) return;
			if (document.activeElement?.matches("input, textarea, select") === true) return;
			room.select(null);
			back();
		};
		document.addEventListener("keydown", onKey);
		return () => document.removeEventListener("keydown", onKey);
	});
}

function readLeft(): LeftTab {
	try {
		return storageOf("sessionStorage").getItem(KEPT) === "tape" ? "tape" : "log";
	} catch {
		return "log";
	}
}

function keepLeft(tab: LeftTab): void {
	try {
		if (tab !== "door") storageOf("sessionStorage").setItem(KEPT, tab);
	} catch {
		// no storage in this browser: the choice lasts as long as the page
	}
}
