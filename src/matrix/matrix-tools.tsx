import { useStore } from "zustand";
import { isSame } from "#contract/presets.ts";
import { Button } from "#kit/button.tsx";
import { saveFile } from "#kit/save-file.ts";
import { Segmented } from "#kit/segmented.tsx";
import { Switch } from "#kit/switch.tsx";
import { useWorld } from "#script/playground.ts";
import { combinationsOf, FILTERS } from "#trial/combination.ts";
import { csvOf } from "./csv.ts";
import { type MatrixState, type MatrixStore, measuredIn } from "./run-matrix.ts";
import { sayBroker } from "./say-cell.ts";
import "./matrix-tools.css";

type ToolsProps = { matrix: MatrixStore; room: string; seed: boolean; setSeed: (seed: boolean) => void };

/** The filter, the article’s table, and what can be taken home. */
export function MatrixTools({ matrix, room, seed, setSeed }: ToolsProps) {
	const state = useStore(matrix);
	return (
		<div className="matrix-tools">
			<Segmented
				label="Filter"
				size="small"
				className="matrix-tools-filter"
				choices={FILTERS.map((filter) => ({ value: filter, label: filter }))}
				value={state.filter}
				onChange={matrix.choose}
			/>
			<p className="matrix-tools-paper">
				Filter: <b>{state.filter}</b>
			</p>
			<BrokerLine state={state} />
			<Switch label="Beside the article’s table" checked={seed} onChange={setSeed} />
			<div className="matrix-tools-out">
				<Button size="small" icon="share" onClick={() => saveFile(`matrix-${room}.csv`, "text/csv;charset=utf-8", csvIn(state))}>
					Export CSV
				</Button>
				<Button size="small" onClick={() => window.print()}>
					Print
				</Button>
			</div>
		</div>
	);
}

/** The settings that these outcomes belong to; the settings of the room may have changed since. */
function BrokerLine({ state }: { state: MatrixState }) {
	const settings = useWorld((world) => world.settings);
	if (state.run === "opening" || isSame(settings, state.settings))
		return (
			<p className="matrix-tools-broker">
				Broker: <b>{sayBroker(state.settings)}</b>
			</p>
		);
	return (
		<p className="matrix-tools-broker" role="status">
			Run with: <b>{sayBroker(state.settings)}</b>. This room is now set to <b>{sayBroker(settings)}</b>: run again to see that.
		</p>
	);
}

/** Both filters, as far as they have been run; the filter that is shown comes in any case. */
function csvIn({ filter, cells, references, settings }: MatrixState): string {
	const filters = FILTERS.filter((one) => one === filter || combinationsOf(one).some((each) => measuredIn(cells, each) !== null));
	const rows = filters.flatMap((one) =>
		combinationsOf(one).map((combination) => ({
			combination,
			measured: measuredIn(cells, combination),
			reference: measuredIn(references, combination),
		})),
	);
	return csvOf(rows, settings);
}
