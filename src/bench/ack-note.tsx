import { useStore } from "zustand";
import { usePlayground } from "#script/playground.ts";
import { Marked } from "#words/marked.tsx";
import { ackText } from "./faults-text.ts";
import "./client.css";

/** What is to become of the client's next acknowledgement, or has become of the last one: nothing while all is as usual. */
export function AckNote({ clientId }: { clientId: string }) {
	const { lab } = usePlayground();
	const armed = useStore(lab, (state) => state.nextAcks[clientId]);
	const unsent = useStore(lab, (state) => state.unsent[clientId]);
	const says = ackText(armed, unsent ?? []);
	return (
		<div role="status" className={says === null ? "sr" : "client-section client-hint"}>
			{says !== null && <Marked>{says}</Marked>}
		</div>
	);
}
