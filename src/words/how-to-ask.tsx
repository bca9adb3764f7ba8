import { useState } from "react";
import { hasAsked } from "./asked-before.ts";
import "./how-to-ask.css";

type HowToAskProps = {
	/** Where all words stand. */
	href: string;
	/** Whether this is said only for as long as nobody has asked. */
	once?: boolean;
};

/** Says that words can be asked: nothing else does. */
export function HowToAsk({ href, once = false }: HowToAskProps) {
	const [known] = useState(hasAsked);
	if (once && known) return null;
	return (
		<p className="how-to-ask">
			Press a dotted word to ask what it means.{" "}
			<span className="how-to-ask-keys">
				<kbd>W</kbd> leads to the first.{" "}
			</span>
			<a href={href}>All words</a>
		</p>
	);
}
