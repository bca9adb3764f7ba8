import { many } from "#contract/many.ts";
import { mermaidFile } from "#export/mermaid.ts";
import { partText } from "#export/notes.ts";
import { Button } from "#kit/button.tsx";
import { CodeText } from "#kit/code-text.tsx";
import { saveFile } from "#kit/save-file.ts";
import { Sheet } from "#kit/sheet.tsx";
import "./mermaid-sheet.css";

type MermaidSheetProps = { diagrams: readonly string[]; room: string; onClose: () => void };

/** The sequence diagrams, each to be copied by itself, or all of them in one file. */
export function MermaidSheet({ diagrams, room, onClose }: MermaidSheetProps) {
	const name = (index: number) => `packets-${room}${diagrams.length === 1 ? "" : `-${index + 1}`}.mmd`;
	return (
		<Sheet open onClose={onClose} title="The tape as a Mermaid diagram" wide>
			<p className="mermaid-sheet-says">{sayParts(diagrams.length)}</p>
			{diagrams.length > 1 && (
				<Button icon="down" onClick={() => saveFile(`packets-${room}.md`, "text/markdown;charset=utf-8", mermaidFile(diagrams, room))}>
					Download all in one Markdown file
				</Button>
			)}
			{diagrams.map((diagram, index) => (
				<section key={name(index)} className="mermaid-sheet-part" aria-label={`Diagram ${partText(index, diagrams.length)}`}>
					{diagrams.length > 1 && <h3>{partText(index, diagrams.length)}</h3>}
					<CodeText text={diagram} fileName={name(index)} />
				</section>
			))}
		</Sheet>
	);
}

function sayParts(count: number): string {
	if (count === 0) return "No packet has crossed a wire yet.";
	if (count === 1) return "Put it into a mermaid block of a Markdown page. Dashed: an answer. A cross: lost.";
	return `${many(count, "diagram")}, in order: Mermaid takes no text of more than 50,000 characters. Dashed: an answer. A cross: lost.`;
}
