import { memo, useRef, useState } from "react";
import { FATES } from "#kit/fate.ts";
import { FateBadge } from "#kit/fate-badge.tsx";
import { shortWords } from "#kit/legible.ts";
import { Puck } from "#kit/puck.tsx";
import { useReveal } from "#kit/use-reveal.ts";
import { clauseLabel } from "#mqtt/clause-id.ts";
import { Marked } from "#words/marked.tsx";
import { useClauseText } from "#words/use-clause-text.ts";
import { Word } from "#words/word.tsx";
import { WordsIn } from "#words/words-in.tsx";
import { FATE_TERMS } from "./fate-terms.ts";
import { Pick, Times } from "./late-parts.tsx";
import { type Row, type Standing, sameRow, sharedFate } from "./rows.ts";
import { useCure } from "./use-cure.ts";
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
						<Pick message={row.message}>
							<Puck
								qos={row.qos}
								label={row.message}
								fate={shared === null ? "ink" : FATES[shared].puck}
								retain={row.retain && !row.unkept}
								h={26}
							/>
							<span className="sr">{row.message}</span>
						</Pick>
						<span className="ledger-row-bytes">
							<Word of="qos">q{row.qos}</Word> “{row.payload}”
						</span>
					</span>
				</th>
				<td>
					{row.standings.map((standing) => (
						<div key={standing.subscriber} className="ledger-row-place" data-named={named || undefined}>
							<StandingCell row={row} standing={standing} named={named} />
							<Times message={row.message} standing={standing} />
						</div>
					))}
				</td>
			</tr>
		);
	},
	(left, right) => left.named === right.named && left.fresh === right.fresh && sameRow(left.row, right.row),
);

function StandingCell({ row, standing, named }: { row: Row; standing: Standing; named: boolean }) {
	const { fate, says, subscriber } = standing;
	const [open, setOpen] = useState(false);
	// what is asked in it comes later, and makes it longer
	const place = useReveal<HTMLDetailsElement>(open, true);
	return (
		<details ref={place} className="ledger-row-standing" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
			<summary>
				<span key={fate} className="ledger-row-badge">
					<FateBadge fate={fate} />
					{named && <b>{subscriber}</b>}
				</span>
				<span className="ledger-row-why">{shortWords(says)}.</span>
			</summary>
			<Details row={row} standing={standing} open={open} />
		</details>
	);
}

function Details({ row, standing, open }: { row: Row; standing: Standing; open: boolean }) {
	const { fate, says, clause, subscriber } = standing;
	const rule = useClauseText(clause, open);
	const cure = useCure(row.message, subscriber, open && fate === "dropped");
	return (
		<>
			<WordsIn where="Words to ask about" also={{ id: FATE_TERMS[fate], says: FATES[fate].word.toLowerCase() }} texts={[says]} />
			<dl className="ledger-row-more">
				{fate === "dropped" && <WouldHaveArrived message={row.message} subscriber={subscriber} cure={cure} />}
				{clause !== null && rule !== null && rule.is !== "unlisted" && (
					<Pair term={rule.is === "rule" ? "Rule" : "Clause"} says={rule.says}>
						<code className="ledger-row-clause">{clauseLabel(clause)}</code>
					</Pair>
				)}
				<Pair term="Published" says={`by ${row.publisher}, ${row.publications > 1 ? `${row.publications} times, ` : ""}on`}>
					<code>{row.topic}</code>
					{row.payload !== "" && (
						<>
							{" "}
							with <code>{row.payload}</code>
						</>
					)}
				</Pair>
				{row.unkept && <Pair term="Retained" says="not: it came with RETAIN = 1, and the room holds no more retained messages." />}
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
