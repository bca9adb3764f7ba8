import { Switch } from "#kit/switch.tsx";
import { Word } from "#words/word.tsx";
import "./retain-switch.css";

/** The word stands beside the switch: in the switch a press on it would switch. */
export function RetainSwitch({ retain, onChange }: { retain: boolean; onChange: (retain: boolean) => void }) {
	return (
		<span className="retain-switch">
			<Word of="retain">Retain</Word>
			<Switch label="Retain" hideLabel checked={retain} onChange={onChange} />
		</span>
	);
}
