import { useState } from "react";
import { Button } from "#kit/button.tsx";
import { Sheet } from "#kit/sheet.tsx";
import "./lesson.css";
import "./confirm.css";

type Question = {
	readonly title: string;
	/** What is lost. */
	readonly says: readonly string[];
	/** What the button does, in words. */
	readonly act: string;
	readonly agreed: () => void;
};

/** Asks before something is lost. The focus starts on the way back. */
export function useConfirm() {
	const [question, ask] = useState<Question | null>(null);
	const close = () => ask(null);
	const dialog = (
		<Sheet open={question !== null} onClose={close} title={question?.title ?? ""}>
			{question?.says.map((sentence) => (
				<p key={sentence} className="confirm-says">
					{sentence}
				</p>
			))}
			<div className="lesson-acts">
				<Button data-first onClick={close}>
					Leave it as it is
				</Button>
				<Button
					look="primary"
					onClick={() => {
						close();
						question?.agreed();
					}}
				>
					{question?.act}
				</Button>
			</div>
		</Sheet>
	);
	return { ask, dialog };
}
