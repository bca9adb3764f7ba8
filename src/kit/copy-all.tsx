import { useState } from "react";
import { Button } from "./button.tsx";

/** Copies a text, and says whether the browser has let it. */
export function CopyAll({ text, word = "Copy all" }: { text: () => string; word?: string }) {
	const [said, setSaid] = useState<string | null>(null);
	const copy = async () => {
		try {
			await navigator.clipboard.writeText(text());
			setSaid("Copied");
		} catch {
			setSaid("The browser refused");
		}
	};
	return (
		<Button size="small" icon="copy" onClick={() => void copy()} onBlur={() => setSaid(null)}>
			{said ?? word}
		</Button>
	);
}
