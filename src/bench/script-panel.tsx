import { Suspense, useEffect, useRef, useState } from "react";
import { useStore } from "zustand";
import { useAskFirst } from "#crowd/use-ask-first.tsx";
import { Button } from "#kit/button.tsx";
import { Icon } from "#kit/icon.tsx";
import { IconButton } from "#kit/icon-button.tsx";
import { late } from "#kit/late.tsx";
import { useEscapeCloses } from "#kit/use-escape-closes.ts";
import type { Outcome } from "#lab/setup.ts";
import { usePlayground } from "#script/playground.ts";
import { type Interruption, isLed, lessonOf, type Script, type ScriptState } from "#script/runner.ts";
import { Marked } from "#words/marked.tsx";
import type { RunAndTell } from "./script-after.tsx";
import { ScriptSteps } from "./script-steps.tsx";
import { numbered, shownStep, stepMark, stepText, stripText } from "./script-text.ts";
import { ScriptVerdict } from "./script-verdict.tsx";
import "#kit/button.css";
import "./script-panel.css";

/** Only once a script has come to its end. */
const ScriptAfter = late(async () => (await import("./script-after.tsx")).ScriptAfter);

/** A slim strip under the top bar while a script is loaded: the sentence of the next step, the dots and buttons of the script, and at the end the verdict. */
export function ScriptPanel() {
	const { script: store } = usePlayground();
	const state = useStore(store);
	const [open, setOpen] = useState(false);
	const close = () => setOpen(false);
	const panel = useClosing(open, close);
	useEscapeCloses(open ? close : null);
	const { script } = state;
	if (script === null) return null;
	return (
		<section ref={panel} className="script-panel" aria-label={`Script: ${script.title}`} data-state={state.state}>
			<div className="script-panel-title">
				<button
					type="button"
					className="script-panel-toggle"
					aria-expanded={open}
					aria-controls={open ? "script-steps" : undefined}
					onClick={() => setOpen(!open)}
				>
					<b>{script.title}</b>
					<span className="script-panel-count">{stepText(state)}</span>
					<Icon n={open ? "up" : "down"} s={13} />
				</button>
				<ol className="script-panel-dots" aria-hidden="true">
					{numbered(script.steps).map(({ key, index }) => (
						<li key={key} data-mark={stepMark(index, shownStep(state))} />
					))}
				</ol>
			</div>
			{state.verdict !== null && script.expects !== null ? (
				<ScriptVerdict expects={script.expects} verdict={state.verdict} />
			) : (
				<p className="script-panel-says" role={state.state === "done" ? "status" : undefined}>
					<Marked>{stripText(state)}</Marked>
				</p>
			)}
			<ScriptButtons state={state} />
			{open && (
				<div id="script-steps" className="script-panel-popover" data-escape>
					<ScriptSteps script={script} next={shownStep(state)} />
				</div>
			)}
		</section>
	);
}

/**
 * A lesson's script is judged on the page where the prediction was made, except when it is only tried or shown. A person who goes on by
 * hand says when it is time.
 */
function ToLesson({ lesson, judged, state }: { lesson: string; judged: boolean; state: ScriptState }) {
	const room = useStore(usePlayground().drawn, (now) => now.room);
	const over = state.state === "done" || state.state === "taken-over";
	const compares = over && judged;
	return (
		<a
			className={over ? "button small primary script-panel-to-lesson" : "button small script-panel-to-lesson"}
			data-over={over}
			href={`/r/${room}/lessons/${lesson}`}
			aria-label={compares ? "Compare with your prediction" : undefined}
		>
			{compares ? "Compare" : "Back to the lesson"}
			{compares && <span className="script-panel-by-hand"> with your prediction</span>}
		</a>
	);
}

/** Closes the list on a press outside. */
function useClosing(open: boolean, close: () => void) {
	const panel = useRef<HTMLElement>(null);
	const latest = useRef(close);
	latest.current = close;
	useEffect(() => {
		if (!open) return;
		const pressed = (event: PointerEvent) => {
			if (!panel.current?.contains(event.target as Node)) latest.current();
		};
		document.addEventListener("pointerdown", pressed);
		return () => document.removeEventListener("pointerdown", pressed);
	}, [open]);
	return panel;
}

function ScriptButtons({ state }: { state: ScriptState }) {
	const { script: store, room } = usePlayground();
	const { script } = state;
	const { askFirst, dialog } = useAskFirst();
	const run = async (what: () => Promise<Outcome>) => {
		const outcome = await what();
		if (!outcome.ok) room.notice(outcome.says);
	};
	// To lay a script out clears the room for everybody.
	const runAnew: RunAndTell = async (what) => askFirst("load", () => void run(what));
	if (script === null) return null;
	const lesson = lessonOf(script.role);
	const over = state.state === "done" || state.verdict !== null;
	return (
		<div className="script-panel-buttons">
			{lesson !== null && !isLed(script.role) && <ToLesson lesson={lesson} judged={script.role.kind === "lesson"} state={state} />}
			{state.interruption !== null ? (
				<Interrupted script={script} how={state.interruption} run={runAnew} />
			) : over ? (
				<Suspense fallback={null}>
					<ScriptAfter script={script} run={runAnew} />
				</Suspense>
			) : (
				<StepButtons state={state} run={run} />
			)}
			<IconButton size="small" icon="cross" s={15} label="Close the script" onClick={() => store.dismiss()} />
			{dialog}
		</div>
	);
}

/** There is one Pause, that of the room: a script that plays stands still with it. Here it can be told to wait for a press before each step. */
function StepButtons({ state, run }: { state: ScriptState; run: RunAndTell }) {
	const { script: store } = usePlayground();
	const busy = state.state === "performing" ? "One step is under way on the wire" : undefined;
	return (
		<>
			{state.state === "playing" ? (
				<Button size="small" look="primary" icon="step" onClick={() => store.pause()}>
					Step by step
				</Button>
			) : (
				<>
					<Button size="small" look="primary" icon="step" disabled={busy} onClick={() => void run(() => store.next())}>
						Next step
					</Button>
					<Button size="small" icon="play" disabled={busy} onClick={() => void run(() => store.play())}>
						Play
					</Button>
					<Button size="small" disabled={busy} onClick={() => void run(() => store.playAtOnce())}>
						All at once
					</Button>
				</>
			)}
			{state.state !== "taken-over" && (
				<Button size="small" icon="hand" onClick={() => store.takeOver()}>
					Take over<span className="script-panel-by-hand"> by hand</span>
				</Button>
			)}
		</>
	);
}

function Interrupted({ script, how, run }: { script: Script; how: Interruption; run: RunAndTell }) {
	const { script: store } = usePlayground();
	return (
		<>
			<Button size="small" look="primary" icon="refresh" onClick={() => void run(() => store.load(script))}>
				Begin again
			</Button>
			{how === "reloaded" && (
				<Button size="small" icon="hand" onClick={() => store.goOn()}>
					Go on from here
				</Button>
			)}
		</>
	);
}
