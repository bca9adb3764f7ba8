import { useEffect, useReducer } from "react";
import { useStore } from "zustand";
import { Button } from "#kit/button.tsx";
import { IconButton } from "#kit/icon-button.tsx";
import { PHONE, useMedia } from "#kit/media.ts";
import { askedBack } from "#script/acting-back.ts";
import { lookTo } from "#script/look-back.ts";
import { usePlayground } from "#script/playground.ts";
import { useCalmly } from "#script/use-calmly.ts";
import { timeText } from "#story/phrases.ts";
import { movedOn } from "./moved-on.ts";
import "./reviewing.css";

export { Rail } from "./rail.tsx";

const EVERY_MS = 500;

/** Which moment this is, and how far the room has gone on meanwhile: it never stops for somebody who looks back. */
export function ReviewingTitle() {
	const { room, drawn } = usePlayground();
	const cursor = useStore(drawn, (state) => state.cursor);
	const recorded = useStore(drawn, (state) => state.link.state === "recorded");
	const { seq, clock } = useCalmly((state) => state.live);
	const oldest = useCalmly(
		({ history, past }) =>
			history.from > 0 && (past === "told" || past === "refused") && cursor.at === "moment" && cursor.seq <= history.from,
	);
	const [, again] = useReducer((count: number) => count + 1, 0);
	useEffect(() => {
		const timer = setInterval(again, EVERY_MS);
		return () => clearInterval(timer);
	}, []);
	if (cursor.at === "live") return null;
	return (
		<div className="reviewing-title" role="note" aria-label="Looking back">
			<b>Reviewing {timeText(cursor.time)}.</b>{" "}
			<span>
				{recorded
					? `The recording goes on until ${timeText(room.now())}.`
					: movedOn(room.now() - cursor.time, seq - cursor.seq, clock.paused)}
				{oldest && " Older than this room keeps."}
			</span>
		</div>
	);
}

/** By one event at a time; forward only where there is something ahead. */
export function LookKeys() {
	const playground = usePlayground();
	const reviewing = useStore(playground.drawn, ({ cursor }) => cursor.at === "moment");
	return (
		<>
			<IconButton className="reviewing-key" label="Back one event" icon="back" s={20} onClick={() => lookTo("back", playground)} />
			{reviewing && (
				<IconButton className="reviewing-key" label="Forward one event" icon="step" s={20} onClick={() => lookTo("forward", playground)} />
			)}
		</>
	);
}

export function ReviewingActs() {
	const { room } = usePlayground();
	const phone = useMedia(PHONE);
	const recorded = useStore(room, (state) => state.link.state === "recorded");
	return (
		<div className="reviewing-acts">
			{!recorded && (
				<Button aria-label="Fork from here" aria-haspopup="dialog" onClick={() => askedBack.setState({ asks: { room, about: "fork" } })}>
					{phone ? "Fork" : "Fork from here"}
				</Button>
			)}
			<Button look="primary" onClick={() => room.seek("live")}>
				{recorded ? "To the end" : "Back to live"}
			</Button>
		</div>
	);
}
