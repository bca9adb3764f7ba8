import type { ClassStage, ClassTask } from "#contract/class.ts";
import type { ClassCommand } from "#contract/class-command.ts";
import { Icon } from "#kit/icon.tsx";
import { Menu, type MenuEntry } from "#kit/menu.tsx";
import { TASKS } from "./tasks.ts";
import "./task-menu.css";

type TaskMenuProps = { stage: ClassStage; task: ClassTask | null; send: (command: ClassCommand) => void };

/** What all phones are asked to do now. */
export function TaskMenu({ stage, task, send }: TaskMenuProps) {
	const choose = (next: ClassTask | null) => {
		send({ type: "class.says", what: next?.title ?? "", task: next });
		// Phones show a task while they watch: whoever gives one has begun.
		if (stage === "lobby") send({ type: "class.watch" });
	};
	const entries: MenuEntry[] = [
		...TASKS.map((one) => ({
			key: one.title,
			label: one.title,
			hint: one.title === task?.title ? "now" : undefined,
			onSelect: () => choose(one),
		})),
		{ key: "front", label: "Watch the front", apart: true, onSelect: () => choose(null) },
	];
	return (
		<Menu className="task-menu" entries={entries} align="end">
			<Icon n="phone" s={15} />
			<span title={task === null ? "What phones are asked to do" : `Phones are asked: ${task.title}`}>
				{task === null ? "Task" : task.title}
			</span>
			<Icon n="down" s={13} />
		</Menu>
	);
}
