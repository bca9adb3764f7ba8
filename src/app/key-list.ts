import type { KeyScreen } from "./keys.ts";

type ListedKey = { readonly shown: string; readonly does: string };

const LAB: readonly ListedKey[] = [
	{ shown: "Space", does: "Pause, resume" },
	{ shown: ".", does: "Step one packet; looking back: forward one event" },
	{ shown: "[", does: "Slower wire" },
	{ shown: "]", does: "Faster wire" },
	{ shown: "1 to 9", does: "Go to client n, publishers first" },
	{ shown: "C", does: "Connect or disconnect that client" },
	{ shown: "U", does: "Cut its cable, or mend a silent one" },
	{ shown: "P", does: "Publish what its card says" },
	{ shown: ",", does: "Back one event" },
	{ shown: "Shift , .", does: "The previous or next packet of the selected message" },
	{ shown: "Home", does: "To the birth of the selected message" },
	{ shown: "End", does: "Back to live" },
	{ shown: "T", does: "Go to the tape; again: a higher or a lower one" },
	{ shown: "L", does: "Go to the log" },
	{ shown: "G", does: "Go to the ledger" },
	{ shown: "I", does: "Go to the packet that is selected" },
	{ shown: "E", does: "Go to the exchange of the message" },
];

/** For whoever leads a class; "." is a step everywhere else. */
const HOST: readonly ListedKey[] = [
	{
		shown: "PageDown",
		does: "The next stage of the class, or the next step of its run; from the benches: call back; looking back: live again",
	},
	{ shown: "PageUp", does: "Back in what is shown, to what was seen before: nothing is undone" },
	{ shown: "B or .", does: "Black screen; again: the stage" },
	{ shown: "J", does: "The code over anything on the screen" },
	{ shown: "S", does: "Step one packet; looking back: forward one event" },
];

const EVERYWHERE: readonly ListedKey[] = [
	{ shown: "D", does: "Light or dark" },
	{ shown: "?", does: "All keys, and the legend" },
	{ shown: "W or F1", does: "Go to the next term; arrows move on, Enter explains it" },
	{ shown: "Esc", does: "Close, and back to where you were" },
];

/** For the list of all keys of a screen, in the order in which they are used. leads: whether this page leads a class; its keys work in the Lab. */
export function keyList(screen: KeyScreen, leads = false): readonly ListedKey[] {
	if (screen !== "lab") return EVERYWHERE;
	return leads ? [...HOST, ...LAB.filter(({ shown }) => shown !== "."), ...EVERYWHERE] : [...LAB, ...EVERYWHERE];
}
