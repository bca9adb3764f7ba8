import { useStore } from "zustand";
import { Button } from "#kit/button.tsx";
import { combinationsOf } from "#trial/combination.ts";
import { cellIn, countOver, isCompared, type MatrixState, type MatrixStore } from "./run-matrix.ts";
import "./matrix-head.css";

/** What is being run here, how far the run is, and the one button: Pause, Resume or Run again. */
export function MatrixHead({ matrix }: { matrix: MatrixStore }) {
	const state = useStore(matrix);
	return (
		<header className="matrix-head">
			<div>
				<h2>Every combination, run on this broker</h2>
				<p>sub-1 subscribes and leaves. pub-1 publishes one message. sub-1 comes back, then subscribes again.</p>
			</div>
			<div className="matrix-head-run">
				<Progress state={state} />
				<RunButton matrix={matrix} run={state.run} />
			</div>
		</header>
	);
}

function RunButton({ matrix, run }: { matrix: MatrixStore; run: MatrixState["run"] }) {
	if (run === "paused")
		return (
			<Button icon="play" onClick={matrix.resume}>
				Resume
			</Button>
		);
	if (run === "done")
		return (
			<Button icon="reset" onClick={matrix.runAgain}>
				Run again
			</Button>
		);
	return (
		<Button icon="pause" onClick={matrix.pause} disabled={run === "opening" ? "The room has not been reached yet." : undefined}>
			Pause
		</Button>
	);
}

function Progress({ state }: { state: MatrixState }) {
	const { filter, cells, references, run, secondsLeft } = state;
	const all = combinationsOf(filter);
	const over = countOver(cells, filter);
	const compared = isCompared(state) ? countOver(references, filter) : null;
	const says = over === all.length && compared !== null && compared < all.length ? `${compared} of 36 compared` : `${over} of 36 run`;
	const left = run === "running" && secondsLeft !== null ? `${secondsLeft} s left` : run === "paused" ? "Paused" : "";
	return (
		<div
			className="matrix-head-progress"
			role="progressbar"
			aria-valuenow={over}
			aria-valuemin={0}
			aria-valuemax={36}
			aria-label="Matrix run"
		>
			<p>
				<span>{says}</span>
				<span>{left}</span>
			</p>
			<div className="matrix-head-bar">
				{all.map((one) => (
					<i key={`${one.retain}${one.cleanSession}${one.subscribeQos}${one.publishQos}`} data-state={cellIn(cells, one).state} />
				))}
			</div>
		</div>
	);
}
