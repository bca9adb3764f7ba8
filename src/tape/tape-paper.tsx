import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { useStore } from "zustand";
import { many } from "#contract/many.ts";
import { Button } from "#kit/button.tsx";
import { PHONE, useMedia } from "#kit/media.ts";
import { useTheme } from "#kit/theme.ts";
import { seqAtCursor } from "#room/cursor.ts";
import type { RoomState } from "#room/room-state.ts";
import { useRecorded } from "#script/playground.ts";
import { useCalmly } from "#script/use-calmly.ts";
import { leftSince } from "#traffic/left-since.ts";
import { isSet, NO_TAPE_FILTER } from "./match.ts";
import { PacketGrid } from "./packet-grid.tsx";
import { nameOf, routeOf, timesOf } from "./packet-words.ts";
import { type Tip, useGestures } from "./use-gestures.ts";
import type { TapeState } from "./use-tape.ts";
import "./tape-paper.css";

/** The paper itself: the picture, the list of its packets for readers, and what is said on it. */
export function TapePaper({ tape }: { tape: TapeState }) {
	const { paper, traffic, matched, filter, setFilter, room } = tape;
	const box = useRef<HTMLDivElement>(null);
	const canvas = useRef<HTMLCanvasElement>(null);
	const [tip, setTip] = useState<Tip | null>(null);
	const down = useMedia(PHONE);
	const theme = useTheme();
	const selection = useStore(room, (state) => state.selection);
	const seq = useCalmly(seqAtCursor);
	const recorded = useRecorded();
	useLayoutEffect(() => {
		const [element, drawing] = [box.current, canvas.current];
		if (element === null || drawing === null) return;
		const measure = () => paper.resize({ width: element.clientWidth, height: element.clientHeight, down }, scaleOf(element));
		measure();
		const sizes = new ResizeObserver(measure);
		sizes.observe(element);
		const detach = paper.attach(drawing);
		return () => {
			sizes.disconnect();
			detach();
		};
	}, [paper, down]);
	// biome-ignore lint/correctness/useExhaustiveDependencies: the picture has the colours of the theme
	useEffect(() => paper.redraw(), [paper, theme]);
	useEffect(() => {
		void document.fonts.ready.then(paper.redraw);
	}, [paper]);
	useGestures(box, paper, room, setTip);
	const filtered = isSet(filter);
	const name = Object.values(filter).find((one) => one !== null);
	return (
		<div className="tape-paper" ref={box}>
			<canvas ref={canvas} />
			{traffic.count > 0 && matched.count > 0 && (
				<PacketGrid
					traffic={traffic}
					numbers={filtered ? matched.numbers : null}
					count={matched.count}
					seq={seq}
					selected={selection?.of === "packet" ? selection.packet : null}
					active={tape.active}
					setActive={tape.setActive}
					select={(packet) => room.select({ of: "packet", packet, field: null })}
				/>
			)}
			{traffic.count === 0 && (
				<p className="tape-paper-empty">
					{recorded
						? "No packet crosses a wire in this recording."
						: "No packet has crossed a wire since this page was opened. Connect a client."}
				</p>
			)}
			{filtered && matched.count === 0 && (
				<p className="tape-paper-empty" role="status">
					Nothing matches {name}.{" "}
					<Button size="small" onClick={() => setFilter(NO_TAPE_FILTER)}>
						Clear all
					</Button>
				</p>
			)}
			<Older tape={tape} />
			<Live tape={tape} />
			{tip !== null && <TipBox tip={tip} seq={seq} width={box.current?.clientWidth ?? 0} />}
		</div>
	);
}

/** Device pixels of a CSS px, where an ancestor is zoomed too. */
function scaleOf(element: HTMLElement): number {
	const zoom = element.offsetWidth === 0 ? 1 : element.getBoundingClientRect().width / element.offsetWidth;
	return Math.min(3, window.devicePixelRatio * zoom);
}

const pastOf = ({ past }: RoomState) => past;
const beginsOf = ({ history }: RoomState) => history.from;

/** At the beginning of the paper: that there was more, and what of it is not kept. */
function Older({ tape: { traffic, shown, room } }: { tape: TapeState }) {
	const past = useCalmly(pastOf);
	const begins = useCalmly(beginsOf);
	const isOlder = traffic.first > 0 || (begins > 0 && traffic.from > 0);
	const asks = shown.atStart && past === "unasked" && begins > 0 && traffic.first === 0;
	useEffect(() => {
		if (asks) room.askPast();
	}, [asks, room]);
	if (!shown.atStart || !isOlder) return null;
	if (past === "asked") return <p className="tape-paper-older">Loading what happened earlier.</p>;
	const gone = traffic.first === 0 ? "." : `: the first ${many(traffic.first, "packet")} are gone.`;
	return <p className="tape-paper-older">Older than this room keeps{gone}</p>;
}

/** Scrolled back, the paper stays where it is: the way to what happens now, and how much has happened since. */
function Live({ tape: { traffic, shown, paper, room } }: { tape: TapeState }) {
	const [left, setLeft] = useState(traffic.upTo);
	const reviewing = useStore(room, ({ cursor }) => cursor.at !== "live");
	const recorded = useRecorded();
	// biome-ignore lint/correctness/useExhaustiveDependencies: counts from when the paper stopped to follow
	useEffect(() => setLeft(traffic.upTo), [shown.follows]);
	if (shown.follows || reviewing) return null;
	// In a room that has begun anew, all is new.
	const fresh = leftSince(traffic, traffic.upTo < left ? 0 : left);
	const present = recorded ? "To the end" : "Live";
	return (
		<Button size="small" className="tape-paper-live" icon="right" onClick={() => paper.look((view) => ({ ...view, follows: true }))}>
			{fresh > 0 ? `${present}, ${fresh} new` : present}
		</Button>
	);
}

function TipBox({ tip: { way, x, y }, seq, width }: { tip: Tip; seq: number; width: number }) {
	const { packet, bundle } = way;
	const isRight = x > width / 2;
	return (
		<div
			className="tape-paper-tip"
			style={{ top: Math.max(4, y - 64), ...(isRight ? { right: width - x + 14 } : { left: x + 14 }) }}
			aria-hidden="true"
		>
			<b>{bundle.length > 1 ? `${bundle.length} packets, the first of them ${nameOf(packet)}` : nameOf(packet)}</b>
			<span>{routeOf(packet)}</span>
			<span>{timesOf(packet, packet.left.seq > seq ? Number.POSITIVE_INFINITY : seq)}</span>
		</div>
	);
}
