import { IconButton } from "./icon-button.tsx";
import { switchTheme, useTheme } from "./theme.ts";

/** Shows the theme that the button leads to: a moon by day. */
export function ThemeButton() {
	const theme = useTheme();
	return (
		<IconButton label={theme === "dark" ? "Light theme" : "Dark theme"} icon={theme === "dark" ? "sun" : "moon"} onClick={switchTheme} />
	);
}
