import { type ReactNode, useState } from "react";
import { LIMITS } from "#contract/limits.ts";
import { Button } from "#kit/button.tsx";

/** The first of a list that a client can make long, and a button that brings the rest. Nothing of the rest is drawn before. */
export function useSome<T>(all: readonly T[]): { readonly shown: readonly T[]; readonly more: ReactNode } {
	const [whole, setWhole] = useState(false);
	if (all.length <= LIMITS.listed) return { shown: all, more: null };
	const more = (
		<Button size="small" aria-expanded={whole} onClick={() => setWhole(!whole)}>
			{whole ? "Fewer" : `${all.length - LIMITS.listed} more`}
		</Button>
	);
	return { shown: whole ? all : all.slice(0, LIMITS.listed), more };
}
