import { useStore } from "zustand";
import { LIMITS } from "#contract/limits.ts";
import { IconButton } from "#kit/icon-button.tsx";
import { cut } from "#mqtt/cut.ts";
import { usePlayground } from "#script/playground.ts";
import "./seat-notice.css";

/** What the page itself has to say, such as why a press came to nothing, until it is dismissed. */
export function SeatNotice() {
	const { room, drawn } = usePlayground();
	const notice = useStore(drawn, (state) => state.notice);
	return (
		<div className="seat-notice" role="status">
			{notice !== null && (
				<p>
					<span>{cut(notice.says, LIMITS.sentenceCharacters)}</span>
					<IconButton icon="cross" label="Dismiss the notice" onClick={room.dismissNotice} />
				</p>
			)}
		</div>
	);
}
