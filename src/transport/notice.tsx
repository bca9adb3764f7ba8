import { useStore } from "zustand";
import { LIMITS } from "#contract/limits.ts";
import { IconButton } from "#kit/icon-button.tsx";
import { usePlayground } from "#script/playground.ts";
import { cut } from "#story/cut.ts";
import "./notice.css";

/** What the page itself has to say, such as why a step was refused, until it is dismissed. */
export function Notice() {
	const { room, drawn } = usePlayground();
	const notice = useStore(drawn, (state) => state.notice);
	if (notice === null) return null;
	return (
		<div className="notice" role="note" aria-label="Notice">
			<span>{cut(notice.says, LIMITS.sentenceCharacters)}</span>
			<IconButton size="small" icon="cross" s={13} label="Dismiss the notice" onClick={room.dismissNotice} />
		</div>
	);
}
