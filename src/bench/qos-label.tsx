import { Word } from "#words/word.tsx";
import "./qos-label.css";

/** What 0, 1 and 2 beside it are: the picker itself has the name for assistive technology. */
export function QosLabel() {
	return (
		<span className="qos-label">
			<Word of="qos">QoS</Word>
		</span>
	);
}
