import { type ReactNode, useState } from "react";
import type { KeyPanel, KeyScreen } from "./keys.ts";
import { keepKeysOn, readKeysOn } from "./keys-kept.ts";
import { useKeys } from "./use-keys.ts";
import { useLate } from "./use-late.ts";

const loadKeys = async () => (await import("./keys-dialog.tsx")).KeysDialog;
const nowhere = () => {};

/** The single keys of one screen of a room, and the list of them. */
export function useKeysHere(
	screen: KeyScreen,
	show: (panel: KeyPanel) => void = nowhere,
): { readonly showKeys: () => void; readonly dialog: ReactNode } {
	const [open, setOpen] = useState(false);
	const [on, setOn] = useState(readKeysOn);
	const [KeysDialog, ask] = useLate(loadKeys, () => setOpen(false));
	const showKeys = () => {
		ask();
		setOpen(true);
	};
	useKeys({ on, screen, showKeys, show });
	const onSwitch = (next: boolean) => {
		setOn(next);
		keepKeysOn(next);
	};
	const dialog = KeysDialog !== null && (
		<KeysDialog screen={screen} open={open} onClose={() => setOpen(false)} on={on} onSwitch={onSwitch} />
	);
	return { showKeys, dialog };
}
