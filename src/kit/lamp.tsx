import { Icon } from "./icon.tsx";
import "./lamp.css";

type LampLook = "on" | "off" | "absent" | "dashed" | "cut" | "taken" | "silent" | "held" | "half";

/** Lamp and word of a client; the shape of the lamp says the same as the word. */
export function Lamp({ look, word, title }: { look: LampLook; word: string; title?: string | undefined }) {
	return (
		<p className="lamp" data-lamp={look} title={title}>
			{look === "cut" ? <Icon n="scissors" s={14} /> : look === "taken" ? <Icon n="people" s={14} /> : <i className="lamp-light" />}
			{word}
		</p>
	);
}
