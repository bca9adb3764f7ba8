import { useEffect, useState } from "react";

/** Ms for which a button says that it has copied. */
const SHOWN_MS = 2_000;

/** Said where the page may not copy: over plain http, as on a classroom network, a page has no clipboard. */
export const BY_HAND = "This browser does not let the page copy. The text is selected: copy it by hand.";

type Copying = {
	/** What came of the last press; null: it has been shown for long enough. */
	readonly said: "copied" | "by-hand" | null;
	readonly copy: (text: string) => Promise<void>;
	readonly forget: () => void;
};

/** Copies to the clipboard. select: marks the text, for a person to copy it where the browser does not let the page do so. */
export function useCopy(select: () => void = () => {}): Copying {
	const [said, setSaid] = useState<Copying["said"]>(null);
	useEffect(() => {
		if (said !== "copied") return;
		const timer = setTimeout(() => setSaid(null), SHOWN_MS);
		return () => clearTimeout(timer);
	}, [said]);
	const copy = async (text: string) => {
		try {
			await navigator.clipboard.writeText(text);
			setSaid("copied");
		} catch {
			select();
			setSaid("by-hand");
		}
	};
	return { said, copy, forget: () => setSaid(null) };
}
