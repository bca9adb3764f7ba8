import { clauseParts } from "#mqtt/clause-id.ts";
import { wordHref } from "./names.ts";
import "./clause-number.css";

type ClauseNumberProps = {
	/** "MQTT-3.1.2-6" */
	of: string;
	/** Without the beginning that all of them share. */
	short?: boolean;
};

/** The number of a clause: like a term, it answers when it is asked. */
export function ClauseNumber({ of, short = false }: ClauseNumberProps) {
	return (
		<a className="word clause-number" href={wordHref("clause")} data-word="clause" data-clause={of} tabIndex={-1} aria-haspopup="dialog">
			{`[${short ? clauseParts(of).number : of}]`}
		</a>
	);
}
