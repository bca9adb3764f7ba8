import { many } from "#contract/many.ts";
import { Icon } from "#kit/icon.tsx";
import { Menu } from "#kit/menu.tsx";
import "./question-menu.css";

type QuestionMenuProps = { answered: number; onWithdraw: () => void };

/** What can be done with a question that has been asked, besides going on with it. */
export function QuestionMenu({ answered, onWithdraw }: QuestionMenuProps) {
	const hint = answered === 0 ? "Back to Watch" : `Back to Watch; ${many(answered, "answer")} ${answered === 1 ? "is" : "are"} thrown away`;
	return (
		<Menu
			className="question-menu"
			buttonClass="button ghost small"
			label="The question"
			entries={[{ key: "withdraw", label: "Withdraw the question", hint, icon: "back", onSelect: onWithdraw }]}
		>
			<Icon n="down" s={14} />
		</Menu>
	);
}
