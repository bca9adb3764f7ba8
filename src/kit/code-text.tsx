import { useRef } from "react";
import { Button } from "./button.tsx";
import { saveFile } from "./save-file.ts";
import { BY_HAND, useCopy } from "./use-copy.ts";
import "./code-text.css";

/** The code, to be read, copied and kept. */
export function CodeText({ text, fileName }: { text: string; fileName: string }) {
	const code = useRef<HTMLPreElement>(null);
	const { said, copy } = useCopy(() => {
		if (code.current !== null) window.getSelection()?.selectAllChildren(code.current);
	});
	return (
		<>
			<div className="code-text-acts">
				<span className="code-text-file">{fileName}</span>
				<Button size="small" icon={said === "copied" ? "check" : "copy"} onClick={() => void copy(text)} data-first>
					{said === "copied" ? "Copied" : "Copy"}
				</Button>
				<Button size="small" icon="down" onClick={() => saveFile(fileName, "text/plain;charset=utf-8", text)}>
					Download
				</Button>
			</div>
			<p className={said === "by-hand" ? "code-text-said" : "sr"} role="status">
				{said === "copied" && "Copied to the clipboard."}
				{said === "by-hand" && BY_HAND}
			</p>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and keys must be able to scroll it */}
			<pre ref={code} className="code-text" tabIndex={0}>
				{text}
			</pre>
		</>
	);
}
