import { useEffect, useRef, useState } from "react";
import { Button } from "./button.tsx";
import { saveFile } from "./save-file.ts";
import "./code-text.css";

const SHOWN_MS = 2_000;

/** The code, to be read, copied and kept. */
export function CodeText({ text, fileName }: { text: string; fileName: string }) {
	const code = useRef<HTMLPreElement>(null);
	const [said, setSaid] = useState<"copied" | "selected" | null>(null);
	useEffect(() => {
		if (said !== "copied") return;
		const timer = setTimeout(() => setSaid(null), SHOWN_MS);
		return () => clearTimeout(timer);
	}, [said]);
	const copy = async () => {
		try {
			// Over plain http on a classroom network there is no clipboard.
			await navigator.clipboard.writeText(text);
			setSaid("copied");
		} catch {
			if (code.current !== null) window.getSelection()?.selectAllChildren(code.current);
			setSaid("selected");
		}
	};
	return (
		<>
			<div className="code-text-acts">
				<span className="code-text-file">{fileName}</span>
				<Button size="small" icon={said === "copied" ? "check" : "copy"} onClick={() => void copy()} data-first>
					{said === "copied" ? "Copied" : "Copy"}
				</Button>
				<Button size="small" icon="down" onClick={() => saveFile(fileName, "text/plain;charset=utf-8", text)}>
					Download
				</Button>
			</div>
			<p className={said === "selected" ? "code-text-said" : "sr"} role="status">
				{said === "copied" && "The code is on the clipboard."}
				{said === "selected" && "The code is selected: copy it by hand, because this browser does not let the page do it here."}
			</p>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and keys must be able to scroll it */}
			<pre ref={code} className="code-text" tabIndex={0}>
				{text}
			</pre>
		</>
	);
}
