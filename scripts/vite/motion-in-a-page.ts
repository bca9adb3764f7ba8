import type { Plugin } from "vite";
import { inAPage } from "./in-a-page.ts";
import { MOTION_CUTS, MOTION_REPLACEMENTS } from "./motion-instead.ts";

/** What animates is loaded when something moves first: framer-motion alone would put 9 KB gzip of it into the first load of the Lab. */
export function motionInAPage(): Plugin {
	const table = "scripts/vite/motion-instead.ts";
	return inAPage({ name: "slow-wire-motion-in-a-page", table, replacements: MOTION_REPLACEMENTS, cuts: MOTION_CUTS });
}
