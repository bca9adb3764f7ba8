import { Switch } from "#kit/switch.tsx";
import { Word } from "#words/word.tsx";
import "./retain-switch.css";

type RetainSwitchProps = { retain: boolean; onChange: (retain: boolean) => void; sets: string };

/** The word stands beside the switch: in the switch a press on it would switch. sets: what it sets in a packet. */
export function RetainSwitch({ retain, onChange, sets }: RetainSwitchProps) {
	return (
		<span className="retain-switch">
			<Word of="retain">Retain</Word>
			<Switch label="Retain" hideLabel checked={retain} onChange={onChange} sets={sets} />
		</span>
	);
}
