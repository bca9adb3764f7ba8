import type { Plugin } from "vite";

/** What Vite writes into the page to load a part with its style sheets, and what is to stand there instead. */
const CHANGES = [
	// Vite remembers a sheet that it could not load as one that is there: the part would come without its looks.
	[/seen\[href\] = void 0;(\s*)throw err;/, "delete seen[href];$1throw err;"],
	// Nor is a sheet asked for of which there is a link already.
	[/if \(e\.type === "error"\) rej\(/, 'if (e.type === "error") link.remove(), rej('],
] as const;

/** A part of the page whose style sheet could not be loaded asks for the sheet again when it is asked for again. */
export function askedAgain(): Plugin {
	return {
		name: "slow-wire-asked-again",
		apply: "build",
		transform: {
			filter: { id: /vite[\\/]preload-helper/ },
			handler: (code) =>
				CHANGES.reduce((before, [from, to]) => {
					if (!from.test(before)) throw new Error(`scripts/vite/asked-again.ts: Vite's preload helper has no ${from}`);
					return before.replace(from, to);
				}, code),
		},
	};
}
