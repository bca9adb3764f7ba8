import { Fragment, type ReactNode, useMemo } from "react";
import { tallyOf } from "#model/ledger.ts";
import { worldAtCursor } from "#room/cursor.ts";
import { useCalmly } from "#script/use-calmly.ts";
import { Word } from "#words/word.tsx";
import { FATE_TERMS } from "./fate-terms.ts";
import { ALL, useFocus } from "./view.ts";
import "./equation.css";

/** published = delivered + queued + in flight + dropped, plus what is unseen or not for the subscriber, always. Each fate can be asked by its name. */
export function LedgerEquation() {
	const { shown } = useFocus();
	const all = shown === ALL;
	const world = useCalmly(worldAtCursor);
	const sum = useMemo(() => tallyOf(world, all ? null : shown), [world, all, shown]);
	const terms = [
		[sum.delivered, "delivered", "delivered"],
		// With stock Aedes, what is queued is part of what is unseen.
		...(sum.queued > 0 || sum.unseen === 0 ? [[sum.queued, "queued", "queued"] as const] : []),
		[sum.inflight, "in flight", "inflight"],
		[sum.dropped, "dropped", "dropped"],
		...(sum.unseen > 0 ? [[sum.unseen, "unseen", "unseen"] as const] : []),
		...(sum.none > 0 ? [[sum.none, "not subscribed", "none"] as const] : []),
	] as const;
	const said = `${sum.published} ${all ? "copies" : "published"} = ${terms.map(([count, word]) => `${count} ${word}`).join(" + ")}`;
	return (
		<fieldset className="equation" data-terms={terms.length} aria-label={said} title={all ? "One copy for each subscriber" : undefined}>
			<Term count={sum.published}>{all ? "copies" : "published"}</Term>
			{terms.map(([count, word, fate], index) => (
				<Fragment key={word}>
					<i>{index === 0 ? "=" : "+"}</i>
					<Term count={count}>
						<Word of={FATE_TERMS[fate]}>{word}</Word>
					</Term>
				</Fragment>
			))}
		</fieldset>
	);
}

function Term({ count, children }: { count: number; children: ReactNode }) {
	return (
		<span>
			{count}
			<small>{children}</small>
		</span>
	);
}
