import { Brand } from "#kit/brand.tsx";
import { IconButton } from "#kit/icon-button.tsx";
import { ThemeButton } from "#kit/theme-button.tsx";
import { CopyLink } from "./copy-link.tsx";
import { TestsMenu } from "./tests-menu.tsx";

/** Home, the room's plate, the tests, the link to give away, theme and keys. */
export function TopBar({ room, showKeys, showSettings }: { room: string; showKeys: () => void; showSettings: () => void }) {
	return (
		<header className="top">
			<Brand />
			<h1 className="room-plate">
				<span>Room</span> <span className="wire">{room.toUpperCase()}</span>
			</h1>
			<div className="top-tools">
				<TestsMenu showSettings={showSettings} />
				<CopyLink />
				<IconButton className="top-keys" label="All keys" icon="keyboard" onClick={showKeys} />
				<ThemeButton />
			</div>
		</header>
	);
}
