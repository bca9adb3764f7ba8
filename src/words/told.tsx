import { useEffect, useState } from "react";
import { Marked } from "./marked.tsx";
import type { TermId } from "./names.ts";

/** The sentence of a term. The sentences are not part of the first load: this one appears as soon as they are here. */
export function Told({ of, className }: { of: TermId; className: string }) {
	const [says, setSays] = useState<string | null>(null);
	useEffect(() => {
		let wanted = true;
		import("./terms.ts").then(
			({ termById }) => wanted && setSays(termById(of).says),
			// The host is away: what this says can be asked later, and all else in the view is there.
			() => {},
		);
		return () => {
			wanted = false;
		};
	}, [of]);
	if (says === null) return null;
	return (
		<p className={className}>
			<Marked but={of} all>
				{says}
			</Marked>
		</p>
	);
}
