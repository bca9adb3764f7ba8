import type { ElementType, Key } from "react";
import { jsxDEV as element } from "react/jsx-dev-runtime";
import { legibleProps } from "./jsx-runtime.ts";

export { Fragment, type JSX } from "./jsx-runtime.ts";

/** The same for development, where React is told the place in the source too. */
export function jsxDEV(
	type: ElementType,
	props: Parameters<typeof legibleProps>[1],
	key: Key | undefined,
	...place: [isStatic: boolean, source?: object, self?: unknown]
) {
	return element(type, legibleProps(type, props), key, ...(place as [boolean]));
}
