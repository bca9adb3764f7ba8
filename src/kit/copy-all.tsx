import { Button } from "./button.tsx";
import { Sheet } from "./sheet.tsx";
import { BY_HAND, useCopy } from "./use-copy.ts";
import "./copy-all.css";

type CopyAllProps = {
	text: () => string;
	/** What the button says. */
	word?: string | undefined;
	className?: string | undefined;
};

/** Copies a text that is not drawn as it is copied; where the browser does not let the page do that, shows the text to be copied by hand. */
export function CopyAll({ text, word = "Copy all", className }: CopyAllProps) {
	const { said, copy, forget } = useCopy();
	const copied = said === "copied";
	return (
		<>
			<Button size="small" className={className} icon={copied ? "check" : "copy"} title={word} onClick={() => void copy(text())}>
				<span>{copied ? "Copied" : word}</span>
			</Button>
			<span className="sr" role="status">
				{copied && "Copied to the clipboard."}
			</span>
			<Sheet open={said === "by-hand"} onClose={forget} title={word}>
				{said === "by-hand" && <ByHand text={text()} />}
			</Sheet>
		</>
	);
}

function ByHand({ text }: { text: string }) {
	return (
		<label className="copy-all-by-hand">
			{BY_HAND}
			<textarea
				data-first
				readOnly
				spellCheck={false}
				rows={Math.min(text.split("\n").length + 1, 14)}
				value={text}
				onFocus={(event) => event.currentTarget.select()}
			/>
		</label>
	);
}
