import { Fragment } from "react";
import { linesOf } from "./fit-text.ts";
import { sayFits } from "./say-fits.ts";
import type { ScreenSum } from "./sum.ts";
import { Unbroken } from "./unbroken.tsx";
import "./screen-say.css";

type ScreenSayProps = {
	/** lead: its beginning, drawn bold. */
	readonly lead: string | null;
	readonly rest: string;
	/** The ledger's sum; left out where the sentence needs the room. */
	readonly sum: ScreenSum | null;
	readonly width: number;
};

/** The one sentence that says what just happened, and the sum. */
export function ScreenSay({ lead, rest, sum, width }: ScreenSayProps) {
	const text = lead === null ? rest : `${lead} ${rest}`;
	const fits = sayFits(text, sum, width, linesOf);
	return (
		<footer className="screen-say" data-lines={fits.lines}>
			<p className="screen-say-text" role="status">
				{lead !== null && <b>{lead} </b>}
				<Unbroken>{rest}</Unbroken>
			</p>
			{sum !== null && fits.sum && <Sum sum={sum} />}
		</footer>
	);
}

function Sum({ sum }: { sum: ScreenSum }) {
	return (
		<p className="screen-say-sum">
			{sum.map(([count, word], index) => (
				<Fragment key={word}>
					{index > 0 && <i>{index === 1 ? "=" : "+"}</i>}
					<span>
						{count}
						<small>{word}</small>
					</span>
				</Fragment>
			))}
		</p>
	);
}
