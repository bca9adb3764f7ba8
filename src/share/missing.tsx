import { useStore } from "zustand";
import { usePlayground } from "#script/playground.ts";
import { useCalmly } from "#script/use-calmly.ts";
import { sayMissing } from "./say-missing.ts";
import "./warning.css";

/** What was done in this room and is not in the recording of this page: see sayMissing(). */
export function useMissing(): readonly string[] {
	const { recorder, lab } = usePlayground();
	const recording = useStore(recorder);
	const { page } = lab.getState();
	// compared as text: the sentences come anew with every event
	return JSON.parse(useCalmly(({ live }) => JSON.stringify(sayMissing(recording, live, page)))) as readonly string[];
}

export function Missing({ says }: { says: readonly string[] }) {
	return says.map((sentence) => (
		<p key={sentence} className="warning">
			{sentence}
		</p>
	));
}
