import { toNextWord } from "./asking.ts";
import "./to-words.css";

/** The one stop of the Tab key that leads to all terms of a page: seen only when the keyboard has come to it. */
export function ToWords() {
	return (
		<button type="button" className="to-words" onClick={toNextWord}>
			Go to the terms that can be explained
		</button>
	);
}
