import { useEffect, useState } from "react";
import { Button } from "#kit/button.tsx";
import { Field } from "#kit/field.tsx";
import { Sheet } from "#kit/sheet.tsx";
import "./copy-link.css";

/** Puts the room's address on the clipboard; where the browser forbids that, shows it to be copied by hand. */
export function CopyLink() {
	const [copied, setCopied] = useState(false);
	const [byHand, setByHand] = useState(false);
	const address = `${window.location.origin}${window.location.pathname}`;
	useEffect(() => {
		if (!copied) return;
		const timer = setTimeout(() => setCopied(false), 2_000);
		return () => clearTimeout(timer);
	}, [copied]);
	const copy = async () => {
		try {
			// over plain http on a classroom network there is no clipboard
			await navigator.clipboard.writeText(address);
			setCopied(true);
		} catch {
			setByHand(true);
		}
	};
	return (
		<>
			<Button size="small" className="copy-link" icon={copied ? "check" : "copy"} title="Copy room link" onClick={() => void copy()}>
				<span>{copied ? "Copied" : "Copy room link"}</span>
			</Button>
			<span className="sr" role="status">
				{copied ? "The link to this room is on the clipboard." : ""}
			</span>
			<Sheet open={byHand} onClose={() => setByHand(false)} title="Link to this room">
				<Field
					label="Copy the link by hand: this browser does not let the page copy it here"
					value={address}
					onChange={() => {}}
					readOnly
					data-first
					onFocus={(event) => event.currentTarget.select()}
				/>
			</Sheet>
		</>
	);
}
