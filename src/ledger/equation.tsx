import { Fragment, useMemo } from "react";
import { tallyOf } from "#model/ledger.ts";
import { worldAtCursor } from "#room/cursor.ts";
import { useCalmly } from "#script/use-calmly.ts";
import type { TermId } from "#words/names.ts";
import { Word } from "#words/word.tsx";
import { ALL, useFocus } from "./view.ts";
import "./equation.css";

/** published = delivered + queued + in flight + dropped, plus what is unseen or not for the subscriber, always. */
export function LedgerEquation() {
	const { shown } = useFocus();
	const all = shown === ALL;
	const world = useCalmly(worldAtCursor);
	const sum = useMemo(() => tallyOf(world, all ? null : shown), [world, all, shown]);
	const terms = [
		[sum.delivered, "delivered"],
		// With stock Aedes, what is queued is part of what is unseen.
		...(sum.queued > 0 || sum.unseen === 0 ? [[sum.queued, "queued"] as const] : []),
		[sum.inflight, "in flight"],
		[sum.dropped, "dropped"],
		...(sum.unseen > 0 ? [[sum.unseen, "unseen"] as const] : []),
		...(sum.none > 0 ? [[sum.none, "not subscribed"] as const] : []),
	] as const;
	const said = `${sum.published} ${all ? "copies" : "published"} = ${terms.map(([count, word]) => `${count} ${word}`).join(" + ")}`;
	return (
		<fieldset className="equation" data-terms={terms.length} aria-label={said} title={all ? "One copy for each subscriber" : undefined}>
			<Term count={sum.published} word={all ? "copies" : "published"} />
			{terms.map(([count, word], index) => (
				<Fragment key={word}>
					<i>{index === 0 ? "=" : "+"}</i>
					<Term count={count} word={word} />
				</Fragment>
			))}
		</fieldset>
	);
}

/** The fates, by their names in the sum: here each is asked, since in the rows above a press opens the row. */
const ASKED: Readonly<Record<string, TermId>> = {
	delivered: "delivered",
	queued: "queue",
	"in flight": "in-flight",
	dropped: "dropped",
	"not subscribed": "not-subscribed",
};

function Term({ count, word }: { count: number; word: string }) {
	const of = ASKED[word];
	return (
		<span>
			{count}
			<small>{of === undefined ? word : <Word of={of}>{word}</Word>}</small>
		</span>
	);
}
