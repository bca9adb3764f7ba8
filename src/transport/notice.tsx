import { useStore } from "zustand";
import { LIMITS } from "#contract/limits.ts";
import { IconButton } from "#kit/icon-button.tsx";
import { cut } from "#mqtt/cut.ts";
import { usePlayground } from "#script/playground.ts";
import "./notice.css";

/** What the page itself had to say on this screen, such as why a step was refused, until it is dismissed. */
export function Notice({ screen }: { screen: string }) {
	const { room, drawn } = usePlayground();
	const notice = useStore(drawn, (state) => state.notice);
	if (notice === null || notice.screen !== screen) return null;
	return (
		<div className="notice" role="note" aria-label="Notice">
			<span>{cut(notice.says, LIMITS.sentenceCharacters)}</span>
			<IconButton size="small" icon="cross" s={13} label="Dismiss the notice" onClick={room.dismissNotice} />
		</div>
	);
}
