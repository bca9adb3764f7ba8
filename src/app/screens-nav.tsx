import { Icon, type IconName } from "#kit/icon.tsx";
import type { RoomScreen } from "./router.ts";
import "./screens-nav.css";

export const SCREENS: readonly { readonly screen: RoomScreen; readonly word: string; readonly icon: IconName; readonly path: string }[] = [
	{ screen: "lab", word: "Lab", icon: "lab", path: "" },
	{ screen: "lessons", word: "Lessons", icon: "book", path: "/lessons" },
	{ screen: "matrix", word: "Matrix", icon: "grid", path: "/matrix" },
	{ screen: "questions", word: "Questions, words", icon: "question", path: "/questions" },
];

/** The entry under which a screen without an entry of its own belongs. */
const UNDER: Partial<Record<RoomScreen, RoomScreen>> = { rules: "lessons", words: "questions" };

/** Lab, lessons, matrix and questions of one room. */
export function ScreensNav({ room, screen }: { room: string; screen: RoomScreen }) {
	const shown = UNDER[screen] ?? screen;
	return (
		<nav className="screens-nav" aria-label="Screens">
			{SCREENS.map((one) => (
				<a key={one.screen} href={`/r/${room}${one.path}`} aria-current={one.screen === shown ? "page" : undefined}>
					<Icon n={one.icon} s={16} />
					<span>{one.word}</span>
				</a>
			))}
		</nav>
	);
}
