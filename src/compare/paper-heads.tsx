import { Button } from "#kit/button.tsx";
import { FileButton } from "#kit/file-button.tsx";
import { RECORDING_FILES } from "#recording/recording.ts";
import { sayOtherwise } from "#trial/one-switch.ts";
import { sayBeside, sayFirst, titleBeside, titleOf } from "./say-beside.ts";
import type { Beside, ChosenBeside } from "./use-beside.ts";
import type { FirstRun } from "./use-second-run.ts";
import type { PaperWindow } from "./use-window.ts";
import "#kit/button.css";
import "./paper-heads.css";

type FirstHeadProps = {
	readonly first: FirstRun;
	readonly chosen: ChosenBeside;
	readonly window: PaperWindow;
	readonly onClose: () => void;
};

/** Above the first paper: what it shows, and how much time both papers do. */
export function FirstHead({ first, chosen, window, onClose }: FirstHeadProps) {
	return (
		<header className="paper-heads">
			<h2>{titleOf(first)}</h2>
			<p>{sayFirst(first, chosen)}</p>
			<div className="paper-heads-zoom">
				<Button size="small" onClick={() => window.zoom(2)}>
					<span aria-hidden="true">−</span>
					<span className="sr">Show more time</span>
				</Button>
				<Button size="small" onClick={window.all}>
					All
				</Button>
				<Button size="small" onClick={() => window.zoom(0.5)}>
					<span aria-hidden="true">+</span>
					<span className="sr">Show less time</span>
				</Button>
			</div>
			<Button size="small" icon="cross" onClick={onClose}>
				Close
			</Button>
		</header>
	);
}

/** Above the second paper: what it is to show, and what it shows. */
export function BesideHead({ first, beside }: { readonly first: FirstRun; readonly beside: Beside }) {
	const { choices, chosen, taking, choose } = beside;
	return (
		<header className="paper-heads" data-second={true}>
			<h2>{titleBeside(first, chosen)}</h2>
			{choices.length > 0 && (
				<select
					className="button small"
					aria-label="What is otherwise in the second run"
					value={chosen.of === "run" ? choices.indexOf(chosen.otherwise) : -1}
					onChange={(event) => choose(Number(event.currentTarget.value))}
				>
					<option value={-1} disabled>
						Choose what is otherwise
					</option>
					{choices.map((choice, index) => (
						<option key={sayOtherwise(choice)} value={index}>
							{sayOtherwise(choice)}
						</option>
					))}
				</select>
			)}
			<FileButton size="small" icon="clock" label="Recording" accept={RECORDING_FILES} onFile={taking.take}>
				Open a recording
			</FileButton>
			<p role="status">{sayBeside(beside)}</p>
			{taking.refused !== null && (
				<p className="paper-heads-refused" role="alert">
					{taking.refused}
				</p>
			)}
		</header>
	);
}
