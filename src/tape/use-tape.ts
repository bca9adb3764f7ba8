import { useCallback, useEffect, useMemo, useState } from "react";
import { useStore } from "zustand";
import { PHONE, useMedia } from "#kit/media.ts";
import { type Playground, usePlayground } from "#script/playground.ts";
import { useTraffic } from "#script/use-traffic.ts";
import { isSet, NO_TAPE_FILTER, openMatching, type TapeFilter } from "./match.ts";
import { openPaper, type Paper } from "./open-paper.ts";
import { useOrder } from "./use-order.ts";
import { showing } from "./view.ts";

const papers = new WeakMap<Playground, Paper>();

/** One paper for each room: it shows what it showed when it is opened again. */
function paperOf(playground: Playground): Paper {
	const known = papers.get(playground);
	if (known !== undefined) return known;
	const paper = openPaper(playground.room);
	papers.set(playground, paper);
	return paper;
}

export type TapeState = ReturnType<typeof useTape>;

/** What the tape shows, and what it is narrowed to. */
export function useTape() {
	const playground = usePlayground();
	const { room } = playground;
	const paper = paperOf(playground);
	const shown = useStore(paper.state);
	const traffic = useTraffic();
	const phone = useMedia(PHONE);
	const [filter, setFilter] = useState<TapeFilter>(NO_TAPE_FILTER);
	const [focused, setFocused] = useState<string | null>(null);
	const [matching] = useState(openMatching);
	const matched = useMemo(() => matching(traffic, filter), [matching, traffic, filter]);
	const order = useOrder(traffic, !phone);
	// By its name: numbers are counted anew when an earlier past has come.
	const active = focused === null ? null : (traffic.named(focused)?.number ?? null);
	const setActive = useCallback(
		(number: number | null) => setFocused(number === null ? null : (traffic.numbered(number)?.packet ?? null)),
		[traffic],
	);
	useEffect(() => {
		const { message } = filter;
		const isFaint = message === null ? null : (one: string) => one !== message;
		paper.show({ traffic, order, matched: isSet(filter) ? matched : null, isFaint, focused });
	}, [paper, traffic, order, matched, filter, focused]);
	const reveal = useCallback(
		(packet: string) => {
			const found = traffic.named(packet);
			if (found !== null) paper.look((view, size, { now }) => showing(view, found.left.at, found.end?.at ?? now, size));
		},
		[traffic, paper],
	);
	// biome-ignore lint/correctness/useExhaustiveDependencies: the paper goes where the focus goes, and stays there while more happens
	useEffect(() => {
		if (focused !== null) reveal(focused);
	}, [focused]);
	useEffect(() => {
		return room.subscribe((state, before) => {
			if (state.selection !== before.selection && state.selection?.of === "packet") reveal(state.selection.packet);
			if (state.cursor !== before.cursor) paper.redraw();
			if (state.selection !== before.selection || state.live.clock !== before.live.clock || state.link !== before.link) paper.redraw();
		});
	}, [room, paper, reveal]);
	return { paper, shown, traffic, filter, setFilter, matched, active, setActive, room };
}
