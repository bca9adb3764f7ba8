import { useState } from "react";
import { Segmented } from "#kit/segmented.tsx";
import { formsOf, type PayloadForm, payloadAs } from "./payload.ts";
import "./payload-view.css";

const WORDS: Readonly<Record<PayloadForm, string>> = { text: "Text", json: "JSON", hex: "Hex" };

/** A whole payload. whole: how many bytes it has in all, of which these are here. */
export function PayloadView({ bytes, whole }: { bytes: Uint8Array; whole: number }) {
	const cut = bytes.length < whole;
	const forms = formsOf(bytes, cut);
	const [asked, setAsked] = useState<PayloadForm | null>(null);
	const form = asked !== null && forms.includes(asked) ? asked : (forms[0] ?? "hex");
	return (
		<section className="payload-view" aria-label="Payload">
			<div>
				<h4 className="legend">
					Payload <span>{cut ? `the first ${count(bytes.length)} of ${count(whole)} bytes` : `${count(whole)} bytes`}</span>
				</h4>
				<Segmented
					label="Payload as"
					size="small"
					compact
					choices={forms.map((value) => ({ value, label: WORDS[value] }))}
					value={form}
					onChange={setAsked}
				/>
			</div>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard */}
			<pre tabIndex={0} data-form={form}>
				{payloadAs(form, bytes, cut)}
			</pre>
		</section>
	);
}

export function count(number: number): string {
	return number.toLocaleString("en-US");
}
