import { useStore } from "zustand";
import { useAskFirst } from "#crowd/use-ask-first.tsx";
import { Button } from "#kit/button.tsx";
import { usePlayground } from "#script/playground.ts";
import type { Script } from "#script/runner.ts";
import type { Findings, Found } from "#trial/answer.ts";
import { isStaying } from "#trial/candidates.ts";
import { sayCame, sayChanges, sayFound, sayRuns } from "#trial/say-what-would.ts";
import type { Asking } from "./asking.ts";
import "./what-would.css";

export { ask } from "./asking.ts";

type AnswerProps = {
	readonly asking: Asking;
	readonly message: string;
	readonly subscriber: string;
	/** What the drop reason alone says; this text stands until the runs have shown something. */
	/** Null: without running it again, nothing can be said. */
	readonly cure: string | null;
	readonly onGivenUp: () => void;
	readonly onAgain: () => void;
};

/** What the runs have shown so far. Loaded when somebody first asks. */
export function WhatWouldAnswer({ asking, message, subscriber, cure, onGivenUp, onAgain }: AnswerProps) {
	const now = useStore(asking);
	const giveUp = () => {
		asking.giveUp();
		onGivenUp();
	};
	if (now.state === "answered" && now.answer.kind === "found")
		return <Shown answer={now.answer} message={message} subscriber={subscriber} cure={cure} onAgain={onAgain} />;
	return (
		<div className="what-would">
			{cure !== null && <p>{cure}.</p>}
			{now.state === "answered" && now.answer.kind === "none" && <p role="status">{now.answer.says}</p>}
			{now.state === "answered" && now.answer.kind === "none" && now.answer.stopped && <Again onAgain={onAgain} />}
			{now.state === "asking" && (
				<div className="what-would-asking">
					<progress aria-label={`What would have delivered ${message}`} value={now.tried} max={now.of} />
					<span>
						{now.tried} of {now.of} tried
					</span>
					<Button size="small" onClick={giveUp}>
						Give up
					</Button>
				</div>
			)}
		</div>
	);
}

type FoundAnswer = Extract<Findings, { kind: "found" }>;

type ShownProps = { readonly answer: FoundAnswer } & Pick<AnswerProps, "message" | "subscriber" | "cure" | "onAgain">;

function Shown({ answer, message, subscriber, cure, onAgain }: ShownProps) {
	const { alone, together, stopped } = answer;
	const switches = alone.filter((found) => !isStaying(found));
	const staying = alone.filter(isStaying);
	return (
		<div className="what-would">
			<p role="status">{sayFound(answer, message, subscriber)}</p>
			{alone.length + together.length === 0 && cure !== null && <p>Going by the reason alone: {lower(cure)}.</p>}
			<FoundList found={[...switches, ...together]} message={message} label={`What would have delivered ${message}`} />
			{staying.length > 0 && (
				<>
					<p>
						{switches.length + together.length > 0 ? "Or without going away:" : `${stopped.runs > 0 ? "W" : "Only w"}ithout going away:`}
					</p>
					<FoundList found={staying} message={message} label="Without going away" />
				</>
			)}
			<p className="what-would-tried">{sayRuns(answer)}</p>
			{stopped.runs > 0 && <Again onAgain={onAgain} />}
		</div>
	);
}

/** Some runs have shown nothing: there may be room for them now. */
function Again({ onAgain }: Pick<AnswerProps, "onAgain">) {
	return (
		<Button size="small" onClick={onAgain}>
			Run it again
		</Button>
	);
}

function FoundList({ found, message, label }: { found: readonly Found[]; message: string; label: string }) {
	if (found.length === 0) return null;
	return (
		<ul aria-label={label}>
			{found.map((one) => (
				<li key={sayChanges(one.changes)}>
					<b>{sayChanges(one.changes)}.</b> {sayCame(message, one.came)}
					<PlayIt found={one} message={message} />
				</li>
			))}
		</ul>
	);
}

/** Clears the room, and asks first where others are connected. */
function PlayIt({ found, message }: { found: Found; message: string }) {
	const playground = usePlayground();
	const { askFirst, dialog } = useAskFirst();
	const changes = sayChanges(found.changes);
	const script: Script = {
		...found.script,
		id: `would-${message}`,
		title: `${message}, changed`,
		asks: `${changes}: what becomes of ${message} then?`,
	};
	const play = async () => {
		const laid = await playground.script.load(script);
		const played = laid.ok ? await playground.script.play() : laid;
		if (!played.ok) playground.room.notice(played.says);
	};
	return (
		<>
			<Button size="small" icon="play" aria-label={`Play it in the Lab: ${changes}`} onClick={() => askFirst("load", () => void play())}>
				Play it in the Lab
			</Button>
			{dialog}
		</>
	);
}

const lower = (text: string) => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
