import { type ReactNode, useState } from "react";
import { usePlayground } from "#script/playground.ts";
import { LoseSomething } from "./lose-something.tsx";
import type { Losing } from "./loss-text.ts";
import { lossHere, useLoss } from "./use-loss.ts";

type AskFirst = {
	/** Acts once somebody has agreed that others lose something; where they do not, at once, or as `alone` does it. */
	readonly askFirst: (by: Losing, act: () => void, alone?: () => void) => void;
	readonly dialog: ReactNode;
};

/** The one question before something is taken from others in a room. */
export function useAskFirst(): AskFirst {
	const { room, lab } = usePlayground();
	const [asked, setAsked] = useState<{ readonly by: Losing; readonly act: () => void } | null>(null);
	const by = asked?.by ?? "load";
	const says = useLoss(by, asked !== null);
	const close = () => setAsked(null);
	const askFirst: AskFirst["askFirst"] = (what, act, alone = act) => {
		if (lossHere(room.getState(), what, lab.getState().page) === null) alone();
		else setAsked({ by: what, act });
	};
	const agreed = () => {
		close();
		asked?.act();
	};
	return { askFirst, dialog: <LoseSomething by={by} says={says} onClose={close} onAgreed={agreed} /> };
}
