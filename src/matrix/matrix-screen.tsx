import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { traitsOf } from "#contract/brokers.ts";
import { IconButton } from "#kit/icon-button.tsx";
import { useMedia } from "#kit/media.ts";
import { Sheet } from "#kit/sheet.tsx";
import { usePlayground } from "#script/playground.ts";
import { combinationOf } from "#trial/combination.ts";
import { useTrials } from "#trial/use-trials.ts";
import { CellPanel } from "./cell-panel.tsx";
import { Grid } from "./grid.tsx";
import { Legend } from "./legend.tsx";
import { MatrixHead } from "./matrix-head.tsx";
import { matrixOf } from "./matrix-here.ts";
import { MatrixTools } from "./matrix-tools.tsx";
import { countOver, isCompared, type MatrixStore } from "./run-matrix.ts";
import { sayDiffers } from "./say-cell.ts";
import "./matrix-screen.css";

/** Wide enough for the opened cell beside the grid. */
const WIDE = "(min-width: 1100px)";

/**
 * All 36 combinations, run on the broker of this host with the settings of this room. The matrix starts by itself: what it shows is
 * measured, never stored.
 */
export function MatrixScreen({ room, go }: { room: string; go: (href: string) => void }) {
	const playground = usePlayground();
	const trials = useTrials();
	const [matrix] = useState(() => matrixOf(playground, trials));
	useEffect(() => matrix.stay(), [matrix]);
	useEffect(() => {
		// An address may name a cell, as the way back from a cell in the Lab does.
		const named = combinationOf(window.location.hash.slice(1));
		if (named !== null) matrix.open(named);
	}, [matrix]);
	const [seed, setSeed] = useState(false);
	const settings = useStore(matrix, (state) => state.settings);
	const compared = useStore(matrix, isCompared);
	return (
		<div className="matrix-screen">
			<title>{`Matrix · ${room.toUpperCase()} · Slow Wire`}</title>
			<section className="matrix-screen-left" aria-label="Matrix">
				<MatrixHead matrix={matrix} />
				<MatrixTools matrix={matrix} room={room} seed={seed} setSeed={setSeed} />
				<Legend differs={compared ? sayDiffers(settings) : null} unseen={!traitsOf(settings).storeSeen} seed={seed} />
				<Grid matrix={matrix} seed={seed} />
			</section>
			<Opened matrix={matrix} room={room} go={go} />
			<Announcer matrix={matrix} />
		</div>
	);
}

function Opened({ matrix, room, go }: { matrix: MatrixStore; room: string; go: (href: string) => void }) {
	const wide = useMedia(WIDE);
	const opened = useStore(matrix, (state) => state.opened);
	const panel = opened === null ? null : <CellPanel matrix={matrix} combination={opened} room={room} go={go} />;
	if (!wide)
		return (
			<Sheet open={opened !== null} onClose={matrix.shut} title="One cell" className="matrix-screen-sheet">
				{panel}
			</Sheet>
		);
	return (
		<aside className="matrix-screen-side" aria-label="Opened cell">
			{panel === null ? (
				<HowToRead />
			) : (
				<>
					<IconButton className="matrix-screen-shut" label="Close the cell" icon="cross" s={16} onClick={matrix.shut} />
					{panel}
				</>
			)}
		</aside>
	);
}

function HowToRead() {
	return (
		<div className="matrix-screen-how">
			<h2 className="matrix-screen-headline">How to read a cell</h2>
			<p>
				Each cell is one run of the same seven steps, on a broker of its own. Its three marks say what happened to the message for sub-1:
			</p>
			<dl>
				<dt>away</dt>
				<dd>when it was published, and sub-1 was not there</dd>
				<dt>back</dt>
				<dd>what came when sub-1 connected again, and did nothing else</dd>
				<dt>again</dt>
				<dd>what came when sub-1 sent the same SUBSCRIBE once more</dd>
			</dl>
			<p>Open a cell to see its packets, the reason, and what one switch would change.</p>
		</div>
	);
}

/** Announced at every ninth cell and at the end; nothing in between. */
function Announcer({ matrix }: { matrix: MatrixStore }) {
	const over = useStore(matrix, (state) => countOver(state.cells, state.filter));
	const ninth = Math.floor(over / 9) * 9;
	const says = ninth === 0 ? "" : ninth === 36 ? "All 36 combinations are run." : `${ninth} of 36 combinations are run.`;
	return (
		<p className="sr" role="status">
			{says}
		</p>
	);
}
