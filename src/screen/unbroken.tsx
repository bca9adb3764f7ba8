import { Fragment } from "react";
import { partsOf } from "./name-parts.ts";
import "./unbroken.css";

/** A text in which no name is parted by the end of a line. */
export function Unbroken({ children }: { children: string }) {
	return partsOf(children).map(({ text, name }, at) =>
		name ? (
			// biome-ignore lint/suspicious/noArrayIndexKey: a part is its place in the text
			<span key={at} className="unbroken">
				{text}
			</span>
		) : (
			// biome-ignore lint/suspicious/noArrayIndexKey: a part is its place in the text
			<Fragment key={at}>{text}</Fragment>
		),
	);
}
