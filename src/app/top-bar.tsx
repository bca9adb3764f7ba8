import type { ReactNode } from "react";
import { Brand } from "#kit/brand.tsx";
import { ThemeButton } from "#kit/theme-button.tsx";
import type { RoomScreen } from "./router.ts";
import { ScreensNav } from "./screens-nav.tsx";
import { TakeHome } from "./take-home.tsx";
import "./top-bar.css";

type TopBarProps = {
	room: string;
	screen: RoomScreen;
	/** The lesson that is open, by id. */
	lesson?: string | null | undefined;
	/** What the page shows in place of a room that is open. */
	recording?: string | undefined;
	children?: ReactNode | undefined;
};

/** Home, the room's plate, its screens, the screen's own tools, what can be taken home, and the theme. */
export function TopBar({ room, screen, lesson = null, recording, children }: TopBarProps) {
	return (
		<header className="top-bar">
			<Brand />
			<h1 className="top-bar-room" data-recording={recording !== undefined || undefined}>
				<span>{recording === undefined ? "Room" : "Recording of"}</span> <span className="wire">{room.toUpperCase()}</span>
				{recording !== undefined && <span className="top-bar-saved">{recording}</span>}
			</h1>
			{recording === undefined && <ScreensNav room={room} screen={screen} />}
			<div className="top-bar-tools">
				{children}
				<TakeHome room={room} lesson={lesson} />
				<ThemeButton />
			</div>
		</header>
	);
}
