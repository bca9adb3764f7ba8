import { memo, useRef } from "react";
import { FATES } from "#kit/fate.ts";
import { FateBadge } from "#kit/fate-badge.tsx";
import { Puck } from "#kit/puck.tsx";
import { clauseLabel, clauseText } from "#mqtt/clauses.ts";
import { Marked } from "#words/marked.tsx";
import { WordsIn } from "#words/words-in.tsx";
import { type Row, type Standing, sameRow, sharedFate } from "./rows.ts";
import { WouldHaveArrived } from "./would-have-arrived.tsx";
import "./ledger-row.css";

type RowProps = {
	readonly row: Row;
	/** Whether the row came while the ledger was open. */
	readonly fresh: boolean;
	/** Whether each standing says whose it is. */
	readonly named: boolean;
};

export const LedgerRow = memo(
	function LedgerRow({ row, fresh, named }: RowProps) {
		const fates = row.standings.map((standing) => standing.fate).join(" ");
		const first = useRef(fates);
		const shared = sharedFate(row);
		return (
			<tr>
				<th scope="row">
					<span className="ledger-row-message">
						{(fresh || first.current !== fates) && <i key={fates} className="ledger-row-bar" />}
						<Puck qos={row.qos} label={row.message} fate={shared === null ? "ink" : FATES[shared].puck} retain={row.retain} h={26} />
						<span className="sr">{row.message}</span>
						<span className="ledger-row-bytes" title={`${row.topic} “${row.payload}”`}>
							q{row.qos} “{row.payload}”
						</span>
					</span>
				</th>
				<td>
					{row.standings.map((standing) => (
						<StandingCell key={standing.subscriber} row={row} standing={standing} named={named} />
					))}
				</td>
			</tr>
		);
	},
	(left, right) => left.named === right.named && left.fresh === right.fresh && sameRow(left.row, right.row),
);

function StandingCell({ row, standing, named }: { row: Row; standing: Standing; named: boolean }) {
	const { fate, says, subscriber } = standing;
	return (
		<details className="ledger-row-standing">
			<summary>
				<span key={fate} className="ledger-row-badge">
					<FateBadge fate={fate} />
					{named && <b>{subscriber}</b>}
				</span>
				<span className="ledger-row-why">{says}.</span>
			</summary>
			<Details row={row} standing={standing} />
		</details>
	);
}

function Details({ row, standing }: { row: Row; standing: Standing }) {
	const { says, clause, cure, subscriber } = standing;
	const rule = clause === null ? null : clauseText(clause);
	return (
		<>
			<WordsIn where="In the reason" texts={[says]} />
			<dl className="ledger-row-more">
				{cure !== null && <WouldHaveArrived message={row.message} subscriber={subscriber} cure={cure} />}
				{clause !== null && rule !== null && (
					<Pair term="Rule" says={`${rule}.`}>
						<code>{clauseLabel(clause)}</code>
					</Pair>
				)}
				<Pair term="Published" says={`by ${row.publisher}, ${row.publications > 1 ? `${row.publications} times, ` : ""}on`}>
					<code>{row.topic}</code>
				</Pair>
			</dl>
		</>
	);
}

function Pair({ term, says, children }: { term: string; says: string; children?: React.ReactNode }) {
	return (
		<div>
			<dt>{term}</dt>
			<dd>
				<Marked lazy>{says}</Marked> {children}
			</dd>
		</div>
	);
}
