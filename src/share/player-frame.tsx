import { type ReactNode, useEffect, useRef } from "react";
import { useStore } from "zustand";
import { Button } from "#kit/button.tsx";
import { Icon } from "#kit/icon.tsx";
import { REDUCED_MOTION } from "#kit/media.ts";
import { Segmented } from "#kit/segmented.tsx";
import type { Outcome } from "#lab/setup.ts";
import { usePlayground } from "#script/playground.ts";
import type { ScriptState } from "#script/runner.ts";
import { shownLine } from "./player-text.ts";
import "./player-frame.css";

/** Ms that a packet takes across a wire. */
const SPEEDS = [
	{ value: 200, label: "Fast" },
	{ value: 500, label: "Slow" },
	{ value: 2_000, label: "Slower" },
];

type PlayerFrameProps = {
	title: string;
	/** The stage, handed in: views do not know each other. */
	children: ReactNode;
	/** The same, in a room of its own. */
	openHref: string;
};

/** A script in a frame of somebody else's page: the frame plays the script, one step at a time or all of them, and does nothing else. */
export function PlayerFrame({ title, children, openHref }: PlayerFrameProps) {
	const { script: store, drawn } = usePlayground();
	const state = useStore(store);
	const link = useStore(drawn, (now) => now.link);
	const notice = useStore(drawn, (now) => now.notice);
	const { count, says, client } = shownLine(state);
	const stage = useFollowing(client);
	const lost =
		link.state !== "lost" ? null : link.says === null ? "The line to the host is down; trying again." : `${link.says} Trying again.`;
	const fault = link.state === "refused" ? link.says : (lost ?? notice?.says);
	return (
		<div className="player-frame" data-state={state.state}>
			<header className="player-frame-head">
				<h1>{title}</h1>
				<a href={openHref} target="_blank" rel="noopener" className="player-frame-open">
					Open in Slow Wire
					<Icon n="arrow" s={13} />
				</a>
			</header>
			<div className="player-frame-stage" ref={stage}>
				<div>{children}</div>
			</div>
			<footer className="player-frame-foot">
				<p className="player-frame-says" aria-live="polite">
					<b className="tabular">{count}</b> {fault ?? says}
				</p>
				<Controls state={state} />
			</footer>
		</div>
	);
}

/** In a frame that is too low for the whole stage, the client that acts is scrolled into view. */
function useFollowing(client: string | null) {
	const stage = useRef<HTMLDivElement>(null);
	useEffect(() => {
		if (client === null) return;
		const card = stage.current?.querySelector(`[data-wire-card="${CSS.escape(client)}"]`);
		const still = window.matchMedia(REDUCED_MOTION).matches;
		card?.scrollIntoView({ block: "nearest", behavior: still ? "instant" : "smooth" });
	}, [client]);
	return stage;
}

function Controls({ state }: { state: ScriptState }) {
	const { script: store, room, drawn, perform } = usePlayground();
	const delayMs = useStore(drawn, (now) => now.live.delayMs);
	const run = async (what: () => Promise<Outcome>) => {
		// A person that presses again has read it.
		room.dismissNotice();
		const outcome = await what();
		if (!outcome.ok) room.notice(outcome.says);
	};
	const { script, state: now } = state;
	const busy = now === "performing" ? "One step is under way on the wire" : script === null ? "The script is being laid out" : undefined;
	const over = now === "done";
	return (
		<div className="player-frame-controls">
			{now === "playing" ? (
				<Button look="primary" icon="pause" onClick={() => store.pause()}>
					Pause
				</Button>
			) : (
				<Button
					look="primary"
					icon={over ? "refresh" : "play"}
					disabled={busy}
					onClick={() => void run(over ? () => again(store, script) : () => store.play())}
				>
					{over ? "Play again" : "Play"}
				</Button>
			)}
			<Button
				icon="step"
				disabled={over ? "That was the last step" : now === "playing" ? "It plays by itself" : busy}
				onClick={() => void run(() => store.next())}
			>
				Step
			</Button>
			<Button
				icon="reset"
				disabled={script === null ? busy : undefined}
				onClick={() => {
					if (script !== null) void run(() => store.load(script));
				}}
			>
				Restart
			</Button>
			<Segmented
				label="Speed of the wire"
				size="small"
				className="player-frame-speed"
				choices={SPEEDS}
				value={SPEEDS.find(({ value }) => value === delayMs)?.value ?? null}
				onChange={(ms) => void perform({ do: "delay", delayMs: ms })}
			/>
		</div>
	);
}

async function again(store: ReturnType<typeof usePlayground>["script"], script: ScriptState["script"]): Promise<Outcome> {
	if (script === null) return { ok: true };
	const laid = await store.load(script);
	return laid.ok ? store.play() : laid;
}
