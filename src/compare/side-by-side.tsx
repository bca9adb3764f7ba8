import { type ReactNode, useState } from "react";
import { useDrop } from "#kit/use-drop.ts";
import { duration } from "#story/phrases.ts";
import type { StillRun } from "#traffic/still-run.ts";
import type { Traffic } from "#traffic/traffic.ts";
import { DifferencesList } from "./differences-list.tsx";
import { type ComparedRun, endOf, spanOf } from "./one-clock.ts";
import { BesideHead, FirstHead } from "./paper-heads.tsx";
import { emptyText, NOTHING_CROSSED, sayMarked, titleBeside, titleOf } from "./say-beside.ts";
import { type Compared, useBeside } from "./use-beside.ts";
import { useFirstRun } from "./use-second-run.ts";
import { useWindow } from "./use-window.ts";
import "./side-by-side.css";

/** One tape: what crossed the wires of one run, between two moments of the one clock. above: that of the run above: in both, the same clients stand on the same sides. */
export type PaperProps = StillRun & { readonly above: Traffic };

/** Ms by which a run that ends before the other has to do so for that to be said. */
const EARLY = 500;

/** What was done in this room, and beside it the same with one thing otherwise, or a recording; on one clock. paper: draws one tape; the app knows how. */
export function SideBySide({ paper, onClose }: { paper: (props: PaperProps) => ReactNode; onClose: () => void }) {
	const first = useFirstRun();
	const beside = useBeside(first);
	const { chosen, one, compared } = beside;
	const { over, handlers } = useDrop(beside.taking.take, beside.taking.refuse);
	const last = Math.max(endOf(one), compared === null ? 0 : endOf(compared.other) + compared.later);
	const window = useWindow(spanOf(one, compared, chosen.of === "recording" ? null : first.acted, last));
	const [shown, setShown] = useState<{ readonly of: Compared | null; readonly at: number }>({ of: null, at: 0 });
	const index = shown.of === compared ? shown.at : 0;
	const drawn = (run: ComparedRun, later: number, label: string) => {
		const { seq, at } = run.history.live;
		const early = last - (at + later);
		return paper({
			...{ traffic: run.traffic, above: one.traffic, from: window.from, to: window.to, later, upTo: { seq, at }, label },
			ends: early < EARLY ? null : `ends here, ${duration(early)} earlier`,
			mark: compared?.differences[index]?.at ?? null,
			marked: run === one ? sayMarked(index) : null,
		});
	};
	return (
		<section className="side-by-side" aria-label="Two runs" data-over={over} {...window.handlers} {...handlers}>
			<FirstHead first={first} chosen={chosen} window={window} onClose={onClose} />
			<div className="side-by-side-paper">
				{one.traffic.count === 0 ? <p className="side-by-side-empty">{NOTHING_CROSSED}</p> : drawn(one, 0, titleOf(first))}
			</div>
			<BesideHead first={first} beside={beside} />
			<div className="side-by-side-paper">
				{compared === null ? (
					<p className="side-by-side-empty">{emptyText(first, beside.second)}</p>
				) : (
					drawn(compared.other, compared.later, titleBeside(first, chosen))
				)}
			</div>
			{compared !== null && (
				<DifferencesList
					{...compared}
					shown={index}
					onShow={(at) => {
						setShown({ of: compared, at });
						window.show(compared.differences[at]?.at ?? 0);
					}}
				/>
			)}
		</section>
	);
}
