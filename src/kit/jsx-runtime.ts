import { type ComponentType, type ElementType, Fragment, type Key, type ReactNode } from "react";
import { jsx as element, jsxs as elements } from "react/jsx-runtime";
import { legible } from "./legible.ts";

export type { JSX } from "react/jsx-runtime";
export { Fragment };

/**
 * What TSX is compiled to, for the whole page: React's own, except that every text on its way to the screen is made legible. So no view has
 * to know which of its texts came from a client, and none can forget it. Of the attributes, those that people read.
 */
const READ = ["aria-label", "aria-description", "title", "alt", "placeholder"] as const;

type Props = { children?: ReactNode; className?: unknown } & { [name in (typeof READ)[number]]?: unknown };

export function jsx(type: ElementType, props: Props, key?: Key) {
	return element(type as ComponentType, legibleProps(type, props), key);
}

export function jsxs(type: ElementType, props: Props, key?: Key) {
	return elements(type as ComponentType, legibleProps(type, props), key);
}

/** The props of an element of the page; those of a component are for that component, which draws elements in the end. */
export function legibleProps(type: ElementType, props: Props): Props {
	if (typeof type !== "string" && type !== Fragment) return props;
	const bytes = type === "code" || (typeof props.className === "string" && /\bwire\b/.test(props.className));
	// the compiler makes these props for this call alone
	if (props.children !== undefined) props.children = legibleChild(props.children, bytes);
	for (const name of READ) {
		const text = props[name];
		if (typeof text === "string") props[name] = legible(text);
	}
	return props;
}

function legibleChild(child: ReactNode, bytes: boolean): ReactNode {
	if (typeof child === "string") return legible(child, bytes);
	if (!Array.isArray(child) || !child.some((one) => typeof one === "string" || Array.isArray(one))) return child;
	return child.map((one: ReactNode) => legibleChild(one, bytes));
}
