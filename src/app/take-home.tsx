import { useState } from "react";
import { Icon } from "#kit/icon.tsx";
import { PHONE, useMedia } from "#kit/media.ts";
import { Menu, type MenuEntry } from "#kit/menu.tsx";
import { usePlayground } from "#script/playground.ts";
import { go } from "./router.ts";
import { SCREENS } from "./screens-nav.tsx";
import { useLate } from "./use-late.ts";

type Shown = "share" | "code" | "make" | "open";
type Past = "save" | "recording";
const loadPast = async () => (await import("./recording-sheets.tsx")).RecordingSheets;
const loadSheets = async () => (await import("./take-home-sheets.tsx")).TakeHomeSheets;

/** What can be taken out of this room: a link, code, a lesson, its past; out of a recording nothing but another one. On a phone also the way to the other screens. */
export function TakeHome({ room, lesson }: { room: string; lesson: string | null }) {
	const phone = useMedia(PHONE);
	const recorded = usePlayground().room.getState().link.state === "recorded";
	const [shown, setShown] = useState<Shown | Past | null>(null);
	const close = () => setShown(null);
	const [Sheets, ask] = useLate(loadSheets, close);
	const [PastSheets, askForPast] = useLate(loadPast, close);
	const showPast = (sheet: Past) => () => {
		askForPast();
		setShown(sheet);
	};
	const show = (sheet: Shown) => () => {
		ask();
		setShown(sheet);
	};
	const screens: MenuEntry[] = SCREENS.map(({ screen, word, icon, path }) => ({
		key: screen,
		label: word,
		icon,
		onSelect: () => go(`/r/${room}${path}`),
	}));
	const opens: MenuEntry = { key: "recording", label: "Open a recording", icon: "clock", onSelect: showPast("recording") };
	const ofRoom: MenuEntry[] = [
		...(phone ? screens : []),
		{
			key: "share",
			label: lesson === null ? "Share this room, or the steps so far" : "Share this room, or this lesson",
			icon: "share",
			apart: phone,
			onSelect: show("share"),
		},
		{
			key: "code",
			label: "The steps so far, as code",
			hint: "Python, JavaScript, mosquitto_pub and _sub",
			icon: "pencil",
			onSelect: show("code"),
		},
		{ key: "make", label: "Make this a lesson", icon: "wand", apart: true, onSelect: show("make") },
		{ key: "open", label: "Open a lesson file", icon: "book", onSelect: show("open") },
		{
			key: "save",
			label: "Save a recording",
			hint: "All that has happened here, as a file",
			icon: "clock",
			apart: true,
			onSelect: showPast("save"),
		},
		opens,
	];
	const entries = recorded ? [opens] : ofRoom;
	return (
		<>
			<Menu entries={entries} align="end" label={phone && !recorded ? "Screens and sharing" : "Take home"}>
				{phone ? (
					<Icon n="bars" s={18} />
				) : (
					<>
						<Icon n="share" s={15} />
						<span>Take home</span>
						<Icon n="down" s={14} />
					</>
				)}
			</Menu>
			{Sheets !== null && <Sheets room={room} lesson={lesson} shown={shown} onClose={close} />}
			{PastSheets !== null && <PastSheets shown={shown} onClose={close} />}
		</>
	);
}
