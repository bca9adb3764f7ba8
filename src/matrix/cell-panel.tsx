import type { ReactNode } from "react";
import { useStore } from "zustand";
import type { BrokerSettings } from "#contract/settings.ts";
import { ArticleLink } from "#kit/article-link.tsx";
import { Button } from "#kit/button.tsx";
import { FateBadge } from "#kit/fate-badge.tsx";
import { Icon } from "#kit/icon.tsx";
import { Puck } from "#kit/puck.tsx";
import { clauseLabel } from "#mqtt/clause-id.ts";
import { clauseText } from "#mqtt/clauses.ts";
import { type Combination, nameOf } from "#trial/combination.ts";
import { departures } from "#trial/compare.ts";
import { type Measured, MOMENTS, type Moment } from "#trial/positions.ts";
import { besideSeed, claimOf } from "#trial/seed-table.ts";
import { Marked } from "#words/marked.tsx";
import { Crossings } from "./crossings.tsx";
import { DiffersMark, Marks } from "./marks.tsx";
import { changesOf, neighboursOf } from "./one-change.ts";
import { OpenInLab } from "./open-in-lab.tsx";
import { type Cell, cellIn, type MatrixStore, measuredIn } from "./run-matrix.ts";
import { badgeOf, clausesOf, headlineOf, MOMENT_TITLES, sayDiffers, sayOutcome, sayReference, sayStation } from "./say-cell.ts";
import "./cell-panel.css";

type PanelProps = { matrix: MatrixStore; combination: Combination; room: string; go: (href: string) => void };

/** One cell opened: what was set, what happened, why, and what one switch would change. Everything is measured. */
export function CellPanel({ matrix, combination, room, go }: PanelProps) {
	const state = useStore(matrix);
	const cell = cellIn(state.cells, combination);
	const reference = measuredIn(state.references, combination);
	return (
		<>
			<Settings combination={combination} />
			<p className="sr" role="status">
				{cell.state === "done" ? headlineOf(cell.measured) : ""}
			</p>
			{cell.state === "done" ? (
				<>
					<h2 className="cell-panel-headline">{headlineOf(cell.measured)}</h2>
					<ol className="cell-panel-stations">
						{MOMENTS.map((moment) => (
							<Station key={moment} moment={moment} measured={cell.measured} />
						))}
					</ol>
					{reference !== null && <Departures measured={cell.measured} reference={reference} settings={state.settings} />}
					<OneChangeAway matrix={matrix} measured={cell.measured} />
					<Beside measured={cell.measured} />
					<Clauses measured={cell.measured} />
				</>
			) : (
				<NotMeasured cell={cell} />
			)}
			<div className="cell-panel-acts">
				<OpenInLab combination={combination} room={room} go={go} />
				<Button icon="reset" onClick={() => matrix.rerun(combination)} disabled={cell.state === "running" ? "It is running." : undefined}>
					Run this cell again
				</Button>
			</div>
		</>
	);
}

function Settings({ combination }: { combination: Combination }) {
	const { filter, retain, cleanSession, publishQos, subscribeQos } = combination;
	return (
		<p className="cell-panel-settings">
			<span className="sr">{nameOf(combination)}</span>
			<span aria-hidden="true">
				<Icon n="ribbon" s={15} />
				retain {retain ? "on" : "off"}
			</span>
			<code aria-hidden="true">clean_session = {String(cleanSession)}</code>
			<span aria-hidden="true">
				publish <Puck qos={publishQos} fate="outline" h={14} /> {publishQos}
			</span>
			<span aria-hidden="true">
				subscribe <Puck qos={subscribeQos} fate="outline" h={14} /> {subscribeQos}
			</span>
			<code>{filter}</code>
		</p>
	);
}

function NotMeasured({ cell }: { cell: Cell }) {
	if (cell.state === "failed") return <p className="cell-panel-wait">This cell failed to run. {cell.says}</p>;
	return <p className="cell-panel-wait">{cell.state === "running" ? "Running on the broker." : "Not run yet."}</p>;
}

function Station({ moment, measured }: { moment: Moment; measured: Measured }) {
	const { fate, word } = badgeOf(moment, measured.positions[moment]);
	const { reason, says } = sayStation(moment, measured);
	return (
		<li>
			<h3>
				{MOMENT_TITLES[moment]}
				<FateBadge fate={fate} word={word} />
			</h3>
			<p>
				<Marked>
					{reason !== "" && <b>{reason}</b>} {says}
				</Marked>
			</p>
			<Crossings packets={measured.packets[moment]} />
		</li>
	);
}

type DeparturesProps = { measured: Measured; reference: Measured; settings: BrokerSettings };

function Departures({ measured, reference, settings }: DeparturesProps) {
	const found = departures(measured, reference);
	if (found.length === 0) return null;
	return (
		<Part title={sayDiffers(settings)} mark={<DiffersMark />}>
			<ul className="cell-panel-list">
				{found.map(({ moment, here, there }) => (
					<li key={`${moment} ${here}`}>
						<b>{MOMENT_TITLES[moment]}:</b> {here}; {sayReference(settings)} {there}.
					</li>
				))}
			</ul>
		</Part>
	);
}

function OneChangeAway({ matrix, measured }: { matrix: MatrixStore; measured: Measured }) {
	const cells = useStore(matrix, (state) => state.cells);
	const found = changesOf(measured, (combination) => measuredIn(cells, combination));
	const missing = neighboursOf(measured.combination).filter(({ combination }) => measuredIn(cells, combination) === null).length;
	return (
		<Part title="One change away">
			{found.map((change) => (
				<button key={change.says} type="button" className="cell-panel-change" onClick={() => matrix.open(change.combination)}>
					<Marks measured={change.measured} />
					<span>
						<b>{change.says}.</b> {sayOutcome(change.measured)}
					</span>
				</button>
			))}
			{missing > 0 && <p>{missing === 1 ? "One neighbour has" : `${missing} neighbours have`} not been run yet.</p>}
			{found.length === 0 && missing === 0 && <p>No single switch changes its fate.</p>}
		</Part>
	);
}

const AGREES = { agrees: "as measured", more: "and more came", differs: "not so here" } as const;

function Beside({ measured }: { measured: Measured }) {
	const { verdict, says } = besideSeed(measured);
	return (
		<Part title="The article’s table">
			<p>
				<b>
					“Receives {claimOf(measured.combination).says}”: {AGREES[verdict]}.
				</b>{" "}
				{says}
			</p>
			<p>
				From <ArticleLink />.
			</p>
		</Part>
	);
}

function Clauses({ measured }: { measured: Measured }) {
	return (
		<div className="cell-panel-clauses">
			{clausesOf(measured).map((clause) => (
				<p key={clause}>
					<code>{clauseLabel(clause)}</code> <Marked>{`${clauseText(clause)}.`}</Marked>
				</p>
			))}
		</div>
	);
}

function Part({ title, mark, children }: { title: string; mark?: ReactNode; children: ReactNode }) {
	return (
		<section className="cell-panel-part" aria-label={title}>
			<h3>
				{mark}
				{title}
			</h3>
			{children}
		</section>
	);
}
